// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.sts.role;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.action.RequestFindings;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AssumableRole;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.ResourcePolicyUse;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.util.Optional;

/**
 * The role that a request names. A role that does not exist is refused with the same text as one that does not trust
 * the caller, so that no caller learns which roles exist.
 */
record RoleTarget(Arn arn, AccountId account, Optional<AssumableRole> role) {
    /** The key under which a request keeps its target. */
    private record Name(String roleArn) implements RequestFindings.Finding<RoleTarget> {}

    /**
     * Returns the role of a request. It is read once: the role whose trust policy was checked is the role that is
     * assumed, even if another role has its name by then.
     *
     * @throws AwsException ValidationError when the text is not the ARN of a role
     */
    static RoleTarget of(IdentityDirectory directory, String roleArn, RequestContext context) {
        RoleTarget target = context.findings().once(new Name(roleArn), () -> find(directory, roleArn));
        if (target.role().isEmpty()) {
            context.log().hiddenReason("the role does not exist");
        }
        return target;
    }

    private static RoleTarget find(IdentityDirectory directory, String roleArn) {
        Arn arn = Arn.parse(roleArn)
                .filter(parsed -> parsed.service().equals("iam")
                        && parsed.region().isEmpty()
                        && AccountId.isValid(parsed.account())
                        && parsed.resource().startsWith("role/")
                        && parsed.resource().length() > "role/".length())
                .orElseThrow(() -> new AwsException(CommonError.VALIDATION_ERROR, roleArn + " is invalid"));
        return new RoleTarget(arn, new AccountId(arn.account()), directory.role(arn));
    }

    AccessCheck check(String action, SessionRequest session) {
        if (role.isEmpty()) {
            return new AccessCheck(action, arn, account, ResourcePolicyUse.REQUIRED, null, session.conditionValues());
        }
        AssumableRole existingRole = role.get();
        ConditionValues tags = key -> {
            String name = key.startsWith("iam:resourcetag/")
                    ? key.substring("iam:resourcetag/".length())
                    : key.startsWith("aws:resourcetag/") ? key.substring("aws:resourcetag/".length()) : null;
            return name == null ? null : session.valueOfRoleTag(name, existingRole.tags());
        };
        return AccessCheck.onRole(action, existingRole)
                .with(session.conditionValues().or(tags));
    }
}
