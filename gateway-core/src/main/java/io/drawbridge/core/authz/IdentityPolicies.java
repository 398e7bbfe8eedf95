// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account's directory knows of a principal now.
 *
 * @param identity inline and managed policies of the user (with its groups) or of the role; empty for root
 * @param boundary the permissions boundary, or null
 * @param tags the tags of the user or role
 * @param serviceControlLevels one set for the organization's root, each unit on the way, and the account, each of which
 *     must allow; empty when no service control policy applies (no organization, its management account, a
 *     service-linked role)
 * @param membership the account's place in its organization; null when it belongs to none
 */
public record IdentityPolicies(
        PolicySet identity,
        @Nullable PolicySet boundary,
        Map<String, String> tags,
        List<PolicySet> serviceControlLevels,
        @Nullable AccountMembership membership) {
    /** Knows nothing and limits nothing: for root, anonymous and services outside an organization. */
    public static final IdentityPolicies NONE = new IdentityPolicies(PolicySet.EMPTY, null, Map.of(), List.of(), null);

    public IdentityPolicies {
        tags = Map.copyOf(tags);
        serviceControlLevels = List.copyOf(serviceControlLevels);
    }

    /** What is known of a principal of an account outside of organizations, or under the levels given. */
    public IdentityPolicies(
            PolicySet identity,
            @Nullable PolicySet boundary,
            Map<String, String> tags,
            List<PolicySet> serviceControlLevels) {
        this(identity, boundary, tags, serviceControlLevels, null);
    }
}
