// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.condition.ConditionValues;

/**
 * Decides which requests resource control policies limit.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html">Resource
 *     control policies</a>
 */
public final class ResourceControl {
    private static final String STS = "sts:";
    private static final String IAM = "iam:";
    private static final String SERVICE_LINKED = "role/aws-service-role/";

    private ResourceControl() {}

    /** Returns the check with the resource control policies of the organization of the resource's account. */
    static AccessCheck limited(AuthorizationContext context, AccessCheck check, AccountMembership membership) {
        ConditionValues values = check.values().or(membership.resourceValues());
        ResourceTarget target = check.target();
        boolean limits = target.controlLevels().isEmpty() && applies(context, check);
        return new AccessCheck(
                check.action(),
                limits ? target.withControlLevels(membership.resourceControlLevels()) : target,
                values,
                check.presentation());
    }

    /**
     * Returns whether resource control policies of the resource's account apply to the check. AWS: IAM does not support
     * such policies; in STS the resource is a role.
     */
    public static boolean applies(AuthorizationContext context, AccessCheck check) {
        String action = check.action();
        boolean role = check.use() == ResourcePolicyUse.REQUIRED;
        boolean covered = !action.regionMatches(true, 0, IAM, 0, IAM.length())
                && (role || !action.regionMatches(true, 0, STS, 0, STS.length()));
        return covered && !serviceLinked(context.caller().principal());
    }

    /** AWS: no control policy limits a service-linked role. */
    static boolean serviceLinked(Principal principal) {
        return principal instanceof Principal.RoleSession session
                && session.roleArn().resource().startsWith(SERVICE_LINKED);
    }
}
