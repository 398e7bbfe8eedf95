// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.policy.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One condition key under one operator, compiled.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">
 *     Conditions with several keys or values</a>
 */
public final class ConditionTest {
    /** The value that the Null operator compares. */
    private static final String ABSENT = "true";

    private static final String PRESENT = "false";

    /** Shared by all conditions without variables, which are nearly all. */
    private static final String[] NO_KEYS = {};

    private final OperatorName name;
    private final String key;
    private final List<String> policyValues;
    private final boolean variables;
    private final ValueMatcher matcher;
    private final String[] variableKeys;

    private ConditionTest(OperatorName name, String key, List<String> policyValues, boolean variables) {
        this.name = name;
        this.key = ConditionKeys.folded(key);
        this.policyValues = List.copyOf(policyValues);
        this.variables = variables && name.operator().takesVariables();
        this.matcher = name.operator().matcher(policyValues, variables);
        this.variableKeys = variableKeys().toArray(NO_KEYS);
    }

    /**
     * Compiles an entry of a Condition block; returns empty when the operator is unknown.
     *
     * @param variables whether the version of the document supports variables
     */
    public static Optional<ConditionTest> compile(String operator, String key, List<String> values, boolean variables) {
        return OperatorName.parse(operator).map(name -> new ConditionTest(name, key, values, variables));
    }

    /** Returns whether the condition of an Allow statement holds. */
    public boolean holds(ConditionValues context) {
        return holds(context, Effect.ALLOW);
    }

    /**
     * Returns whether the condition holds.
     *
     * @param effect the effect of the statement: on {@link AmbiguousValues} the condition holds only in a Deny
     */
    public boolean holds(ConditionValues context, Effect effect) {
        ConditionValueCache cached =
                context instanceof ConditionValueCache already ? already : new ConditionValueCache(context);
        return ambiguousVariable(cached) ? effect == Effect.DENY : holdsAmong(cached, effect);
    }

    private boolean ambiguousVariable(ConditionValueCache context) {
        for (String variable : variableKeys) {
            if (context.ambiguous(variable)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsAmong(ConditionValueCache context, Effect effect) {
        RequestValue[] requestValues = context.values(key);
        if (name.operator() == ConditionOperator.NULL) {
            return matcher.match(new RequestValue(requestValues.length == 0 ? ABSENT : PRESENT), context)
                    == ValueMatcher.Match.SOME;
        }
        if (requestValues.length == 0) {
            return holdsWithoutKey();
        }
        if (requestValues.length > 1 && context.ambiguous(key)) {
            return effect == Effect.DENY;
        }
        return switch (name.set()) {
            case NONE -> requestValues.length == 1 && holdsFor(requestValues[0], context);
            case FOR_ALL_VALUES -> holdsForAll(requestValues, context);
            case FOR_ANY_VALUE -> holdsForAny(requestValues, context);
        };
    }

    /** Returns the tested key in lower case. */
    public String key() {
        return key;
    }

    /** Returns the keys of the variables in the policy's values, in lower case. */
    public Set<String> variableKeys() {
        Set<String> keys = new TreeSet<>();
        if (variables) {
            for (String value : policyValues) {
                if (value.contains("${")) {
                    keys.addAll(PolicyVariables.compile(value, true).keys());
                }
            }
        }
        return keys;
    }

    private boolean holdsWithoutKey() {
        if (name.absent() == OperatorName.AbsentKey.HOLDS) {
            return true;
        }
        return switch (name.set()) {
            case NONE -> name.operator().negated();
            case FOR_ALL_VALUES -> true;
            case FOR_ANY_VALUE -> false;
        };
    }

    private boolean holdsFor(RequestValue value, ConditionValues context) {
        ValueMatcher.Match match = matcher.match(value, context);
        return name.operator().negated() ? match == ValueMatcher.Match.NONE : match == ValueMatcher.Match.SOME;
    }

    private boolean holdsForAll(RequestValue[] requestValues, ConditionValues context) {
        for (RequestValue value : requestValues) {
            // AWS: here an empty string counts as no value (documented with ForAllValues).
            if (!value.text().isEmpty() && !holdsFor(value, context)) {
                return false;
            }
        }
        return true;
    }

    private boolean holdsForAny(RequestValue[] requestValues, ConditionValues context) {
        for (RequestValue value : requestValues) {
            if (holdsFor(value, context)) {
                return true;
            }
        }
        return false;
    }
}
