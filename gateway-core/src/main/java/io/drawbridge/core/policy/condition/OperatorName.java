// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The name of an operator in a Condition block, such as {@code ForAnyValue:StringLikeIfExists}.
 *
 * @param set the qualifier for multi-valued keys
 * @param operator the comparison
 * @param absent the result for an absent key
 */
public record OperatorName(SetQualifier set, ConditionOperator operator, AbsentKey absent) {
    /** How the results for several request values combine. */
    public enum SetQualifier {
        NONE(""),
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        private final String prefix;

        SetQualifier(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The result for an absent key. */
    public enum AbsentKey {
        /** Determined by the operator. */
        BY_OPERATOR,
        /** {@code …IfExists}: the condition holds. */
        HOLDS
    }

    private static final String IF_EXISTS = "IfExists";

    /** The names as documents spell them, each parsed once. */
    private static final Map<String, Optional<OperatorName>> KNOWN = allNames();

    /** Parses a name in any case, as evaluation does; returns empty when there is no such operator. */
    public static Optional<OperatorName> parse(String text) {
        Optional<OperatorName> operatorName = KNOWN.get(text);
        return operatorName != null ? operatorName : read(text);
    }

    /** Returns whether there is an operator with exactly this spelling. */
    public static boolean spelled(String text) {
        return KNOWN.containsKey(text);
    }

    private static Map<String, Optional<OperatorName>> allNames() {
        Map<String, Optional<OperatorName>> names = new HashMap<>();
        for (ConditionOperator operator : ConditionOperator.values()) {
            for (SetQualifier set : SetQualifier.values()) {
                for (String suffix : operator == ConditionOperator.NULL ? List.of("") : List.of("", IF_EXISTS)) {
                    String name = set.prefix + operator.documentName() + suffix;
                    names.put(name, read(name));
                }
            }
        }
        return Map.copyOf(names);
    }

    private static Optional<OperatorName> read(String text) {
        SetQualifier set = SetQualifier.NONE;
        String rest = text;
        for (SetQualifier candidate : SetQualifier.values()) {
            if (candidate != SetQualifier.NONE
                    && text.regionMatches(true, 0, candidate.prefix, 0, candidate.prefix.length())) {
                set = candidate;
                rest = text.substring(candidate.prefix.length());
            }
        }
        AbsentKey absent = AbsentKey.BY_OPERATOR;
        if (rest.toLowerCase(Locale.ROOT).endsWith(IF_EXISTS.toLowerCase(Locale.ROOT))) {
            absent = AbsentKey.HOLDS;
            rest = rest.substring(0, rest.length() - IF_EXISTS.length());
        }
        Optional<ConditionOperator> operator = ConditionOperator.ofName(rest);
        if (operator.isEmpty() || (operator.get() == ConditionOperator.NULL && absent == AbsentKey.HOLDS)) {
            return Optional.empty();
        }
        return Optional.of(new OperatorName(set, operator.get(), absent));
    }

    /** Returns the name as documents spell it. */
    public String text() {
        return set.prefix + operator.documentName() + (absent == AbsentKey.HOLDS ? IF_EXISTS : "");
    }
}
