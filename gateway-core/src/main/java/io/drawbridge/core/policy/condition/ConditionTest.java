// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.policy.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One key under one operator, compiled.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">
 *     Conditions with several keys or values</a>
 */
public final class ConditionTest {
    /** What the Null operator compares. */
    private static final String ABSENT = "true";

    private static final String PRESENT = "false";

    /** One for all conditions without variables, which are nearly all. */
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
     * Compiles an entry of a Condition block; empty when the operator is unknown.
     *
     * @param variables whether the document's version has variables
     */
    public static Optional<ConditionTest> compile(String operator, String key, List<String> values, boolean variables) {
        return OperatorName.parse(operator).map(name -> new ConditionTest(name, key, values, variables));
    }

    /** Whether the condition of a statement that allows holds. */
    public boolean holds(ConditionValues context) {
        return holds(context, Effect.ALLOW);
    }

    /**
     * Whether the condition holds.
     *
     * @param effect of the statement: on {@link AmbiguousValues} the condition holds in a Deny only
     */
    public boolean holds(ConditionValues context, Effect effect) {
        KnownValues known = context instanceof KnownValues already ? already : new KnownValues(context);
        return ambiguousVariable(known) ? effect == Effect.DENY : holdsAmong(known, effect);
    }

    private boolean ambiguousVariable(KnownValues context) {
        for (String variable : variableKeys) {
            if (context.ambiguous(variable)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsAmong(KnownValues context, Effect effect) {
        RequestValue[] found = context.values(key);
        if (name.operator() == ConditionOperator.NULL) {
            return matcher.match(new RequestValue(found.length == 0 ? ABSENT : PRESENT), context)
                    == ValueMatcher.Match.SOME;
        }
        if (found.length == 0) {
            return holdsWithoutKey();
        }
        if (found.length > 1 && context.ambiguous(key)) {
            return effect == Effect.DENY;
        }
        return switch (name.set()) {
            case NONE -> found.length == 1 && holdsFor(found[0], context);
            case FOR_ALL_VALUES -> holdsForAll(found, context);
            case FOR_ANY_VALUE -> holdsForAny(found, context);
        };
    }

    /** The tested key in lower case. */
    public String key() {
        return key;
    }

    /** The keys of variables in the policy's values, in lower case. */
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

    private boolean holdsForAll(RequestValue[] found, ConditionValues context) {
        for (RequestValue value : found) {
            // AWS: an empty string counts as no value at all here (documented with ForAllValues).
            if (!value.text().isEmpty() && !holdsFor(value, context)) {
                return false;
            }
        }
        return true;
    }

    private boolean holdsForAny(RequestValue[] found, ConditionValues context) {
        for (RequestValue value : found) {
            if (holdsFor(value, context)) {
                return true;
            }
        }
        return false;
    }
}
