// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.policy.ConditionEntry;
import io.drawbridge.core.policy.Statement;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.util.List;
import java.util.Locale;

/**
 * How many characters the decision of one case compares at most, by the texts of its policies. The estimate is high: it
 * takes every statement for one that concerns the action, and every pattern for the worst of its length.
 */
final class SimulationCost {
    /** An explained decision looks for denies, for allows, for all that applies, and for who allows. */
    private static final int PASSES = 4;
    /** As many characters are compared at a time where nothing but equality is asked. */
    private static final int CHARACTERS_PER_STEP = 8;

    private final ConditionValues values;
    private final long resourceLength;

    /**
     * @param values the keys of the request
     * @param resourceLength the length of the longest resource that is asked about
     */
    SimulationCost(ConditionValues values, int resourceLength) {
        this.values = values;
        this.resourceLength = resourceLength;
    }

    /** The cost of one case under these policies, at least 1. */
    long of(List<CompiledPolicy> policies) {
        long cost = 1;
        for (CompiledPolicy policy : policies) {
            for (Statement statement : policy.document().statements()) {
                cost += PASSES * of(statement);
            }
        }
        return cost;
    }

    private long of(Statement statement) {
        long cost = 1;
        for (String action : statement.actions().values()) {
            cost += action.length();
        }
        for (String resource : statement.resources().values()) {
            cost += globCost(lastPart(resource), resourceLength);
        }
        for (ConditionEntry condition : statement.conditions()) {
            cost += of(condition);
        }
        return cost;
    }

    private long of(ConditionEntry condition) {
        List<String> found = values.get(condition.key().toLowerCase(Locale.ROOT));
        if (found == null) {
            return 1;
        }
        long length = 0;
        for (String value : found) {
            length += value.length() + 1;
        }
        String operator = condition.operator().toLowerCase(Locale.ROOT);
        boolean arns = operator.contains("arn");
        boolean patterns = arns || operator.contains("like");
        long cost = length;
        for (String text : condition.values()) {
            String pattern = arns ? lastPart(text) : text;
            cost += pattern.contains("${") || (patterns && costly(pattern))
                    ? globCost(pattern, length)
                    : found.size() * (1L + text.length() / CHARACTERS_PER_STEP);
        }
        return cost;
    }

    /** A pattern tries what stands between two of its stars, variables filled in, once at each place of the text. */
    private long globCost(String pattern, long textLength) {
        if (!costly(pattern)) {
            return pattern.length() + 1L;
        }
        long longest = 0;
        long piece = 0;
        for (int i = 0; i < pattern.length(); i++) {
            int end = pattern.startsWith("${", i) ? pattern.indexOf('}', i) : -1;
            if (end >= 0) {
                piece += Math.min(textLength, lengthOf(pattern.substring(i + 2, end)));
                i = end;
            } else {
                piece = pattern.charAt(i) == '*' ? 0 : piece + 1;
            }
            longest = Math.max(longest, piece);
        }
        return pattern.length() + (longest + 1) * textLength;
    }

    /** What a variable brings in: its value, or else its default. */
    private long lengthOf(String variable) {
        int comma = variable.indexOf(',');
        String key = comma < 0 ? variable : variable.substring(0, comma);
        List<String> found = values.get(key.strip().toLowerCase(Locale.ROOT));
        return found == null || found.isEmpty()
                ? variable.length() - key.length()
                : found.get(0).length();
    }

    /** An ARN's parts are matched one by one: a star for the region or the account costs nothing. */
    private static String lastPart(String arn) {
        int start = 0;
        for (int colons = 0; colons < 5; colons++) {
            int colon = arn.indexOf(':', start);
            start = colon < 0 ? start : colon + 1;
        }
        return arn.substring(start);
    }

    /** Whether the pattern is more than a text with stars behind it. */
    private static boolean costly(String pattern) {
        int end = pattern.length();
        while (end > 0 && pattern.charAt(end - 1) == '*') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = pattern.charAt(i);
            if (c == '*' || c == '?' || c == '$') {
                return true;
            }
        }
        return false;
    }
}
