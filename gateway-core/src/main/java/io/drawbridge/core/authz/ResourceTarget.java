// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The resource of an action, with the policies and grants of the resource and its owner.
 *
 * @param resource its ARN, or {@link AccessCheck#ANY_RESOURCE}
 * @param owner the owner's account; null means the caller's own account
 * @param use how the resource's policy counts
 * @param policy the resource's policy, or null when it has none
 * @param controlLevels the resource control policies of the owner's account, level by level; empty when none apply
 * @param aclGrant the grant of the access control list to the caller; combined with the policy's grant
 */
public record ResourceTarget(
        Arn resource,
        @Nullable AccountId owner,
        ResourcePolicyUse use,
        @Nullable CompiledPolicy policy,
        List<PolicySet> controlLevels,
        GrantLevel aclGrant) {
    public ResourceTarget {
        controlLevels = List.copyOf(controlLevels);
    }

    /** A resource without an access control list and, so far, without resource control policies. */
    public ResourceTarget(
            Arn resource, @Nullable AccountId owner, ResourcePolicyUse use, @Nullable CompiledPolicy policy) {
        this(resource, owner, use, policy, List.of(), GrantLevel.NONE);
    }

    /** Returns this target with the owner's resource control policies. */
    public ResourceTarget withControlLevels(List<PolicySet> levels) {
        return new ResourceTarget(resource, owner, use, policy, levels, aclGrant);
    }

    /** Returns this target with a grant from an access control list. */
    public ResourceTarget withAclGrant(GrantLevel grant) {
        return new ResourceTarget(resource, owner, use, policy, controlLevels, grant);
    }

    /** Returns this target with another use of the resource's policy. */
    public ResourceTarget withUse(ResourcePolicyUse newUse) {
        return new ResourceTarget(resource, owner, newUse, policy, controlLevels, aclGrant);
    }
}
