// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.List;
import java.util.Set;

/**
 * A decision with the statements and policy types that led to it, for the policy simulator.
 *
 * @param decision the decision itself
 * @param matched every statement that applies: the denying statements when any denies, else the allowing statements
 * @param allowing the policy types whose policies allow; a type that is irrelevant to the decision is absent
 * @param missingKeys condition keys, in lower case, that statements looked up and that the request lacks
 */
public record Explanation(
        Decision decision, List<MatchedStatement> matched, Set<PolicyType> allowing, Set<String> missingKeys) {
    public Explanation {
        matched = List.copyOf(matched);
        allowing = Set.copyOf(allowing);
        missingKeys = Set.copyOf(missingKeys);
    }
}
