// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An operator as a Condition block names it, such as {@code ForAnyValue:StringLikeIfExists}.
 *
 * @param set the qualifier for keys of several values
 * @param operator the comparison
 * @param absent what an absent key means
 */
public record OperatorName(SetQualifier set, ConditionOperator operator, AbsentKey absent) {
    /** How several request values combine. */
    public enum SetQualifier {
        NONE(""),
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        private final String prefix;

        SetQualifier(String prefix) {
            this.prefix = prefix;
        }
    }

    /** What an absent key means. */
    public enum AbsentKey {
        /** What the operator itself says. */
        BY_OPERATOR,
        /** {@code …IfExists}: the condition holds. */
        HOLDS
    }

    private static final String IF_EXISTS = "IfExists";

    /** The names as documents spell them, each read once. */
    private static final Map<String, Optional<OperatorName>> KNOWN = known();

    /** Reads a name in any case, as evaluation does; empty when there is no such operator. */
    public static Optional<OperatorName> parse(String text) {
        Optional<OperatorName> known = KNOWN.get(text);
        return known != null ? known : read(text);
    }

    /** Whether there is such an operator, spelled exactly so. */
    public static boolean spelled(String text) {
        return KNOWN.containsKey(text);
    }

    private static Map<String, Optional<OperatorName>> known() {
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

    /** The name as documents spell it. */
    public String text() {
        return set.prefix + operator.documentName() + (absent == AbsentKey.HOLDS ? IF_EXISTS : "");
    }
}
