// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.identity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data of temporary credentials other than their principal. Sealed in the session token.
 *
 * @param issuedAt the value of {@code aws:TokenIssueTime}
 * @param expiresAt the time from which the credentials are refused
 * @param policy the inline session policy as given, or null
 * @param policyArns managed session policies; with {@code policy} they form one set
 * @param tags session tags, including transitive tags; they override the tags of the role
 * @param transitiveTagKeys the keys that a chained session inherits
 * @param mfaAt when the caller presented a second factor, or null
 * @param sourceIdentity the value of {@code aws:SourceIdentity}, or null
 * @param federatedProvider the value of {@code aws:FederatedProvider}, or null
 */
public record SessionFacts(
        Instant issuedAt,
        Instant expiresAt,
        @Nullable String policy,
        List<String> policyArns,
        Map<String, String> tags,
        Set<String> transitiveTagKeys,
        @Nullable Instant mfaAt,
        @Nullable String sourceIdentity,
        @Nullable String federatedProvider) {
    public SessionFacts {
        policyArns = List.copyOf(policyArns);
        tags = Map.copyOf(tags);
        transitiveTagKeys = Set.copyOf(transitiveTagKeys);
    }

    /** Returns whether a session policy of either form limits this session. */
    public boolean limited() {
        return policy != null || !policyArns.isEmpty();
    }
}
