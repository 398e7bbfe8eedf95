// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.arn.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pattern in the form of an ARN. Its components are matched one by one, the sixth against the whole rest, so that a
 * star never matches across a colon into the next component.
 */
public final class ArnPattern {
    /** How a pattern is interpreted. */
    public enum Use {
        /** A Resource element: components one to five ignore case, and only component six may contain variables. */
        RESOURCE,
        /** The value of an Arn operator: case-sensitive, and any component may contain variables. */
        CONDITION
    }

    /** How a pattern with fewer than six components is completed. */
    public enum Missing {
        /** The missing components match everything. */
        ARE_STARS,
        /**
         * The missing components match everything if the pattern has a wildcard; otherwise the pattern matches nothing.
         */
        ARE_WILDCARDS_NEXT_TO_WILDCARD,
        /** The pattern matches nothing. */
        MATCH_NOTHING
    }

    private enum Shape {
        ALL,
        NOTHING,
        COMPONENTS
    }

    private static final int COMPONENTS = 6;

    private final Shape shape;
    private final PolicyVariables[] components;

    private ArnPattern(Shape shape, PolicyVariables... components) {
        this.shape = shape;
        this.components = components;
    }

    /**
     * Compiles a pattern.
     *
     * @param text the pattern; only stars match every resource, including the resource of actions without a resource
     *     type
     * @param variables whether the version of the document supports variables
     */
    public static ArnPattern compile(String text, boolean variables, Use use, Missing missing) {
        if (onlyStars(text)) {
            return new ArnPattern(Shape.ALL);
        }
        List<String> split = split(text, variables);
        if (split.size() < COMPONENTS && !padded(text, missing)) {
            return new ArnPattern(Shape.NOTHING);
        }
        PolicyVariables[] components = new PolicyVariables[COMPONENTS];
        for (int i = 0; i < COMPONENTS; i++) {
            String component = i < split.size() ? split.get(i) : "*";
            boolean last = i == COMPONENTS - 1;
            boolean condition = use == Use.CONDITION;
            Glob.Case caseRule = condition || last ? Glob.Case.SENSITIVE : Glob.Case.INSENSITIVE;
            components[i] = PolicyVariables.compile(component, variables && (condition || last), caseRule);
        }
        return new ArnPattern(Shape.COMPONENTS, components);
    }

    /** Returns whether the pattern matches the ARN; false when a variable has no value. */
    public boolean matches(Arn arn, ConditionValues values) {
        if (shape != Shape.COMPONENTS) {
            return shape == Shape.ALL;
        }
        return component(5, arn.resource(), values)
                && component(2, arn.service(), values)
                && component(4, arn.account(), values)
                && component(3, arn.region(), values)
                && component(1, arn.partition(), values)
                && component(0, "arn", values);
    }

    /** Returns whether a variable of the pattern has no value, so that the pattern matches nothing. */
    public boolean unresolved(ConditionValues values) {
        for (PolicyVariables component : components) {
            if (component.unresolved(values)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the pattern consists only of stars. */
    public boolean matchesEverything() {
        return shape == Shape.ALL;
    }

    /** Returns the condition keys of the variables, in lower case. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (PolicyVariables component : components) {
            keys.addAll(component.keys());
        }
        return keys;
    }

    private boolean component(int index, String text, ConditionValues values) {
        return components[index].matches(text, values);
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
            case ARE_WILDCARDS_NEXT_TO_WILDCARD -> Glob.hasWildcard(text);
            case MATCH_NOTHING -> false;
        };
    }

    /** Splits at the first five colons that are outside of variables. */
    private static List<String> split(String text, boolean variables) {
        List<String> components = new ArrayList<>(COMPONENTS);
        int start = 0;
        int at = 0;
        while (at < text.length() && components.size() < COMPONENTS - 1) {
            if (variables && text.startsWith("${", at)) {
                int end = PolicyVariables.endOfVariable(text, at);
                at = end < 0 ? text.length() : end + 1;
            } else if (text.charAt(at) == ':') {
                components.add(text.substring(start, at));
                start = ++at;
            } else {
                at++;
            }
        }
        components.add(text.substring(start));
        return components;
    }
}
