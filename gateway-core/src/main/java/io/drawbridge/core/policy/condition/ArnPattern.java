// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.arn.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pattern in the form of an ARN. Its parts are matched one by one, the sixth against all the rest, so that a star
 * never reaches into the next part.
 */
public final class ArnPattern {
    /** How a pattern is read. */
    public enum Use {
        /** A Resource element: parts one to five ignore case, variables stand in part six only. */
        RESOURCE,
        /** The value of an Arn operator: case counts, variables stand anywhere. */
        CONDITION
    }

    /** What becomes of a pattern of fewer than six parts. */
    public enum Missing {
        /** The missing parts match all. */
        ARE_STARS,
        /** They match all if the pattern has a wildcard; without, it matches nothing. */
        ARE_STARS_BESIDE_WILDCARD,
        /** It matches nothing. */
        MATCH_NOTHING
    }

    private enum Shape {
        ALL,
        NOTHING,
        PARTS
    }

    private static final int PARTS = 6;

    private final Shape shape;
    private final PolicyVariables[] parts;

    private ArnPattern(Shape shape, PolicyVariables... parts) {
        this.shape = shape;
        this.parts = parts;
    }

    /**
     * Reads a pattern.
     *
     * @param text the pattern; only stars mean every resource, also of actions that have none
     * @param variables whether the document's version has variables
     */
    public static ArnPattern compile(String text, boolean variables, Use use, Missing missing) {
        if (onlyStars(text)) {
            return new ArnPattern(Shape.ALL);
        }
        List<String> split = split(text, variables);
        if (split.size() < PARTS && !padded(text, missing)) {
            return new ArnPattern(Shape.NOTHING);
        }
        PolicyVariables[] parts = new PolicyVariables[PARTS];
        for (int i = 0; i < PARTS; i++) {
            String part = i < split.size() ? split.get(i) : "*";
            boolean last = i == PARTS - 1;
            boolean condition = use == Use.CONDITION;
            Glob.Case caseRule = condition || last ? Glob.Case.SENSITIVE : Glob.Case.INSENSITIVE;
            parts[i] = PolicyVariables.compile(part, variables && (condition || last), caseRule);
        }
        return new ArnPattern(Shape.PARTS, parts);
    }

    /** Whether the ARN is one that the pattern describes; false when a variable has no value. */
    public boolean matches(Arn arn, ConditionValues values) {
        if (shape != Shape.PARTS) {
            return shape == Shape.ALL;
        }
        return part(5, arn.resource(), values)
                && part(2, arn.service(), values)
                && part(4, arn.account(), values)
                && part(3, arn.region(), values)
                && part(1, arn.partition(), values)
                && part(0, "arn", values);
    }

    /** Whether a variable of the pattern has no value, so that the pattern says nothing. */
    public boolean unresolved(ConditionValues values) {
        for (PolicyVariables part : parts) {
            if (part.unresolved(values)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the pattern is only stars. */
    public boolean matchesEverything() {
        return shape == Shape.ALL;
    }

    /** The keys of the variables, in lower case. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (PolicyVariables part : parts) {
            keys.addAll(part.keys());
        }
        return keys;
    }

    private boolean part(int index, String text, ConditionValues values) {
        return parts[index].matches(text, values);
    }

    private static boolean onlyStars(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '*') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean padded(String text, Missing missing) {
        return switch (missing) {
            case ARE_STARS -> true;
            case ARE_STARS_BESIDE_WILDCARD -> Glob.hasWildcard(text);
            case MATCH_NOTHING -> false;
        };
    }

    /** Splits at the first five colons that stand outside variables. */
    private static List<String> split(String text, boolean variables) {
        List<String> parts = new ArrayList<>(PARTS);
        int start = 0;
        int at = 0;
        while (at < text.length() && parts.size() < PARTS - 1) {
            if (variables && text.startsWith("${", at)) {
                int end = PolicyVariables.endOfVariable(text, at);
                at = end < 0 ? text.length() : end + 1;
            } else if (text.charAt(at) == ':') {
                parts.add(text.substring(start, at));
                start = ++at;
            } else {
                at++;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
