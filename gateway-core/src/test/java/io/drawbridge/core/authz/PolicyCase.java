// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One access check with all its inputs in plain form, so that it can be written to a file.
 *
 * @param who the caller, by a name of {@link #principal}
 * @param resource an ARN, or {@code *} for actions without a resource type
 * @param owner the account of the resource; null for the caller's own account
 * @param promised whether the caller's token promises session policies
 * @param context the keys of the request, in lower case
 */
record PolicyCase(
        String who,
        String action,
        String resource,
        @Nullable String owner,
        ResourcePolicyUse use,
        GrantLevel aclGrant,
        boolean promised,
        List<PolicyDocument> identity,
        @Nullable List<PolicyDocument> boundary,
        @Nullable List<PolicyDocument> session,
        List<List<PolicyDocument>> serviceControl,
        List<List<PolicyDocument>> resourceControl,
        @Nullable PolicyDocument resourcePolicy,
        Map<String, List<String>> context) {
    /** All callers that a case can have. */
    static final List<String> CALLERS = List.of(
            "user",
            "user-session",
            "role",
            "federated",
            "federated-root",
            "root",
            "service",
            "web",
            "saml",
            "anonymous");

    static final String ACCOUNT = "111111111111";
    static final Map<String, String> ENTITY_TAGS = Map.of("Team", "a", "cost", "7");
    static final Map<String, String> SESSION_TAGS = Map.of("team", "b", "project", "p*");

    /** The decision: allowed, or denied with the kind of denial and the policy type. */
    record Verdict(
            Decision.@Nullable Denial denial, @Nullable PolicyType by) {
        static final Verdict ALLOWED = new Verdict(null, null);

        boolean allowed() {
            return denial == null;
        }

        @Override
        public String toString() {
            return denial == null ? "ALLOWED" : denial + " " + by;
        }
    }

    Principal principal() {
        return switch (who) {
            case "user", "user-session" -> Scenes.USER;
            case "role" -> Scenes.SESSION;
            case "federated" -> Scenes.FEDERATED;
            case "federated-root" -> Scenes.FEDERATED_ROOT;
            case "root" -> Scenes.ROOT;
            case "service" -> new Principal.ServicePrincipal("logging.s3.amazonaws.com");
            case "web" -> new Principal.FederatedIdentity("accounts.google.com", "sub");
            case "saml" -> new Principal.FederatedIdentity("arn:aws:iam::111111111111:saml-provider/idp", "sub");
            case "anonymous" -> new Principal.Anonymous();
            default -> throw new IllegalArgumentException("caller: " + who);
        };
    }

    boolean temporary() {
        return who.equals("user-session") || who.equals("role") || who.startsWith("federated");
    }

    Caller caller() {
        boolean nobody = who.equals("anonymous");
        SessionFacts facts = new SessionFacts(
                Scenes.NOW.minusSeconds(100),
                Scenes.NOW.plusSeconds(1000),
                promised ? "{}" : null,
                List.of(),
                who.equals("user-session") ? Map.of() : SESSION_TAGS,
                Set.of(),
                who.equals("role") ? null : Scenes.NOW.minusSeconds(50),
                who.equals("role") ? "alice" : null,
                who.equals("role") ? "accounts.google.com" : null);
        return new Caller(
                principal(),
                temporary() ? facts : null,
                nobody ? null : "AKIAEXAMPLE",
                nobody ? AuthenticationType.ANONYMOUS : AuthenticationType.SIGV4_HEADER);
    }

    Stream<PolicyDocument> documents() {
        List<PolicyDocument> all = new ArrayList<>(identity);
        all.addAll(boundary == null ? List.of() : boundary);
        all.addAll(session == null ? List.of() : session);
        serviceControl.forEach(all::addAll);
        resourceControl.forEach(all::addAll);
        if (resourcePolicy != null) {
            all.add(resourcePolicy);
        }
        return all.stream();
    }

    PolicyCase withIdentity(List<PolicyDocument> other) {
        return new PolicyCase(
                who,
                action,
                resource,
                owner,
                use,
                aclGrant,
                promised,
                other,
                boundary,
                session,
                serviceControl,
                resourceControl,
                resourcePolicy,
                context);
    }

    PolicyCase withBoundary(@Nullable List<PolicyDocument> other) {
        return new PolicyCase(
                who,
                action,
                resource,
                owner,
                use,
                aclGrant,
                promised,
                identity,
                other,
                session,
                serviceControl,
                resourceControl,
                resourcePolicy,
                context);
    }

    PolicyCase withSession(@Nullable List<PolicyDocument> other) {
        return new PolicyCase(
                who,
                action,
                resource,
                owner,
                use,
                aclGrant,
                promised,
                identity,
                boundary,
                other,
                serviceControl,
                resourceControl,
                resourcePolicy,
                context);
    }

    PolicyCase withServiceControl(List<List<PolicyDocument>> levels) {
        return new PolicyCase(
                who,
                action,
                resource,
                owner,
                use,
                aclGrant,
                promised,
                identity,
                boundary,
                session,
                levels,
                resourceControl,
                resourcePolicy,
                context);
    }

    PolicyCase withResourceControl(List<List<PolicyDocument>> levels) {
        return new PolicyCase(
                who,
                action,
                resource,
                owner,
                use,
                aclGrant,
                promised,
                identity,
                boundary,
                session,
                serviceControl,
                levels,
                resourcePolicy,
                context);
    }

    PolicyCase withResourcePolicy(@Nullable PolicyDocument other) {
        return new PolicyCase(
                who,
                action,
                resource,
                owner,
                use,
                aclGrant,
                promised,
                identity,
                boundary,
                session,
                serviceControl,
                resourceControl,
                other,
                context);
    }

    PolicyCase withContext(Map<String, List<String>> other) {
        return new PolicyCase(
                who,
                action,
                resource,
                owner,
                use,
                aclGrant,
                promised,
                identity,
                boundary,
                session,
                serviceControl,
                resourceControl,
                resourcePolicy,
                other);
    }
}
