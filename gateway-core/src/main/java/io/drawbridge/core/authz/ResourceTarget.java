// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an action is done to, and what the resource itself and its owner say about access to it.
 *
 * @param resource its ARN, or {@link AccessCheck#ANY_RESOURCE}
 * @param owner the owner's account; null means the caller's own
 * @param use what the resource's policy counts for
 * @param policy the resource's policy, or null when it has none
 * @param controlLevels the resource control policies of the owner, level by level; empty when none apply
 * @param aclGrant what the access control list grants the caller; joined with the policy's grant
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

    /** A resource without access control list, under no resource control policy that is known yet. */
    public ResourceTarget(
            Arn resource, @Nullable AccountId owner, ResourcePolicyUse use, @Nullable CompiledPolicy policy) {
        this(resource, owner, use, policy, List.of(), GrantLevel.NONE);
    }

    /** The same under the owner's resource control policies. */
    public ResourceTarget withControlLevels(List<PolicySet> levels) {
        return new ResourceTarget(resource, owner, use, policy, levels, aclGrant);
    }

    /** The same with a grant from an access control list. */
    public ResourceTarget withAclGrant(GrantLevel grant) {
        return new ResourceTarget(resource, owner, use, policy, controlLevels, grant);
    }

    /** The same where the resource's policy counts differently. */
    public ResourceTarget withUse(ResourcePolicyUse newUse) {
        return new ResourceTarget(resource, owner, newUse, policy, controlLevels, aclGrant);
    }
}
