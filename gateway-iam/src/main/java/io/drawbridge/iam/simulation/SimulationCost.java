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
 * Estimates how many characters the decision of one case compares at most, from the texts of its policies. The estimate
 * is high: it assumes that every statement applies to the action, and that every pattern is the worst of its length.
 */
final class SimulationCost {
    /**
     * An explained decision searches for denies, for allows, for all matching statements, and for the allowing policy
     * type.
     */
    private static final int PASSES = 4;
    /** A test for equality compares this many characters at a time. */
    private static final int CHARACTERS_PER_STEP = 8;

    private final ConditionValues values;
    private final long resourceLength;

    /**
     * @param values the keys of the request
     * @param resourceLength the length of the longest simulated resource
     */
    SimulationCost(ConditionValues values, int resourceLength) {
        this.values = values;
        this.resourceLength = resourceLength;
    }

    /** Returns the cost of one case under these policies, at least 1. */
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
        List<String> contextValues = values.get(condition.key().toLowerCase(Locale.ROOT));
        if (contextValues == null) {
            return 1;
        }
        long length = 0;
        for (String value : contextValues) {
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
                    : contextValues.size() * (1L + text.length() / CHARACTERS_PER_STEP);
        }
        return cost;
    }

    /**
     * The matcher tries the text between two stars of a pattern, variables replaced, once at each position of the text.
     */
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

    /** Returns the length of a variable's value, or else of its default. */
    private long lengthOf(String variable) {
        int comma = variable.indexOf(',');
        String key = comma < 0 ? variable : variable.substring(0, comma);
        List<String> contextValues = values.get(key.strip().toLowerCase(Locale.ROOT));
        return contextValues == null || contextValues.isEmpty()
                ? variable.length() - key.length()
                : contextValues.get(0).length();
    }

    /** The fields of an ARN are matched one by one: a star for the region or the account costs nothing. */
    private static String lastPart(String arn) {
        int start = 0;
        for (int colons = 0; colons < 5; colons++) {
            int colon = arn.indexOf(':', start);
            start = colon < 0 ? start : colon + 1;
        }
        return arn.substring(start);
    }

    /** Returns whether the pattern is more than a text followed by stars. */
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
