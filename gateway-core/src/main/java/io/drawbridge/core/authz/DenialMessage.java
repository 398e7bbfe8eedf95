// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;

/**
 * The texts of denials. A text contains the reason only within an account or an organization.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Access denied</a>
 */
public final class DenialMessage {
    private DenialMessage() {}

    /** Returns AWS's text for a denial, with the ARN of the denying policy. */
    public static String text(Caller caller, AccessCheck check, Decision.Denied denied) {
        return text(caller, check, denied, DenialText.WITH_POLICY_ARN);
    }

    /** Returns AWS's text for a denial. */
    public static String text(Caller caller, AccessCheck check, Decision.Denied denied, DenialText style) {
        boolean related = denied.relation() != Decision.Relation.CROSS_ACCOUNT;
        if (check.presentation().style() == MessageStyle.S3
                && (!related || !(caller.principal() instanceof Principal.InAccount))) {
            return "Access Denied";
        }
        StringBuilder text = new StringBuilder("User: ")
                .append(name(caller.principal()))
                .append(" is not authorized to perform: ")
                .append(check.action());
        appendResource(text, check);
        if (related) {
            appendReason(text.append(' '), check, denied, style);
        }
        return text.toString();
    }

    private static void appendResource(StringBuilder text, AccessCheck check) {
        boolean any =
                AccessCheck.ANY_RESOURCE.equals(check.resource()) || AccessCheck.ALL_BUCKETS.equals(check.resource());
        if (check.presentation().style() == MessageStyle.S3) {
            if (!any) {
                text.append(" on resource: \"").append(check.resource()).append('"');
            }
            return;
        }
        String displayName = check.presentation().displayName();
        text.append(" on resource: ");
        if (displayName != null) {
            text.append(displayName);
        } else {
            text.append(any ? "*" : check.resource().toString());
        }
    }

    private static void appendReason(StringBuilder text, AccessCheck check, Decision.Denied denied, DenialText style) {
        // AWS: the text of a denial by a service control policy is the explicit one even when no statement denies.
        if (denied.denial() == Decision.Denial.IMPLICIT && denied.by() != PolicyType.SERVICE_CONTROL) {
            text.append("because no ")
                    .append(denied.by().implicitPhrase())
                    .append(" allows the ")
                    .append(check.action())
                    .append(" action");
            return;
        }
        text.append("with an explicit deny in ").append(denied.by().explicitPhrase());
        MatchedStatement statement = denied.statement();
        String arn = statement == null ? null : statement.policy().arn();
        boolean appendsArn = style == DenialText.WITH_POLICY_ARN
                && denied.by() != PolicyType.RESOURCE
                && denied.by() != PolicyType.TRUST;
        if (arn != null && appendsArn) {
            text.append(": ").append(arn);
        }
    }

    private static String name(Principal principal) {
        if (principal instanceof Principal.InAccount caller) {
            return caller.arn().toString();
        }
        if (principal instanceof Principal.ServicePrincipal service) {
            return service.name();
        }
        return principal instanceof Principal.FederatedIdentity identity ? identity.subject() : "anonymous";
    }
}
