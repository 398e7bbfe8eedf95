// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The current policies, tags and membership of a principal, from the directory of its account.
 *
 * @param identity inline and managed policies of the user (including those of its groups) or of the role; empty for
 *     root
 * @param boundary the permissions boundary, or null
 * @param tags the tags of the user or role
 * @param serviceControlLevels one set for the organization's root, for each organizational unit on the path, and for
 *     the account, each of which must allow; empty when no service control policy applies (no organization, its
 *     management account, a service-linked role)
 * @param membership the account's membership in its organization; null when it belongs to none
 */
public record IdentityPolicies(
        PolicySet identity,
        @Nullable PolicySet boundary,
        Map<String, String> tags,
        List<PolicySet> serviceControlLevels,
        @Nullable AccountMembership membership) {
    /** No policies and no limits: for root, anonymous and services outside an organization. */
    public static final IdentityPolicies NONE = new IdentityPolicies(PolicySet.EMPTY, null, Map.of(), List.of(), null);

    public IdentityPolicies {
        tags = Map.copyOf(tags);
        serviceControlLevels = List.copyOf(serviceControlLevels);
    }

    /** Returns the policies of a principal without organization membership, limited by the given levels. */
    public IdentityPolicies(
            PolicySet identity,
            @Nullable PolicySet boundary,
            Map<String, String> tags,
            List<PolicySet> serviceControlLevels) {
        this(identity, boundary, tags, serviceControlLevels, null);
    }
}
