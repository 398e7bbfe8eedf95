// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.List;
import java.util.Set;

/**
 * A decision with all that led to it, for the policy simulator.
 *
 * @param decision the decision itself
 * @param matched every statement that applies: the denying ones when one denies, else the allowing ones
 * @param allowing the parts whose policies allow; a part that takes no share in the decision is absent
 * @param missingKeys condition keys, in lower case, that statements looked up and the request lacks
 */
public record Explanation(
        Decision decision, List<MatchedStatement> matched, Set<PolicyType> allowing, Set<String> missingKeys) {
    public Explanation {
        matched = List.copyOf(matched);
        allowing = Set.copyOf(allowing);
        missingKeys = Set.copyOf(missingKeys);
    }
}
