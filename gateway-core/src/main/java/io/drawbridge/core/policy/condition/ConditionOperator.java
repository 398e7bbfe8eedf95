// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The comparisons of a Condition block, without set qualifier and {@code IfExists}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
public enum ConditionOperator {
    STRING_EQUALS("StringEquals", Sense.POSITIVE),
    STRING_NOT_EQUALS("StringNotEquals", Sense.NEGATED),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Sense.POSITIVE),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Sense.NEGATED),
    STRING_LIKE("StringLike", Sense.POSITIVE),
    STRING_NOT_LIKE("StringNotLike", Sense.NEGATED),
    NUMERIC_EQUALS("NumericEquals", Sense.POSITIVE),
    NUMERIC_NOT_EQUALS("NumericNotEquals", Sense.NEGATED),
    NUMERIC_LESS_THAN("NumericLessThan", Sense.POSITIVE),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Sense.POSITIVE),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Sense.POSITIVE),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Sense.POSITIVE),
    DATE_EQUALS("DateEquals", Sense.POSITIVE),
    DATE_NOT_EQUALS("DateNotEquals", Sense.NEGATED),
    DATE_LESS_THAN("DateLessThan", Sense.POSITIVE),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", Sense.POSITIVE),
    DATE_GREATER_THAN("DateGreaterThan", Sense.POSITIVE),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Sense.POSITIVE),
    BOOL("Bool", Sense.POSITIVE),
    BINARY_EQUALS("BinaryEquals", Sense.POSITIVE),
    IP_ADDRESS("IpAddress", Sense.POSITIVE),
    NOT_IP_ADDRESS("NotIpAddress", Sense.NEGATED),
    ARN_EQUALS("ArnEquals", Sense.POSITIVE),
    ARN_NOT_EQUALS("ArnNotEquals", Sense.NEGATED),
    ARN_LIKE("ArnLike", Sense.POSITIVE),
    ARN_NOT_LIKE("ArnNotLike", Sense.NEGATED),
    NULL("Null", Sense.POSITIVE);

    /** Whether the operator requires a match or the absence of one. */
    public enum Sense {
        POSITIVE,
        NEGATED
    }

    private static final Map<String, ConditionOperator> BY_LOWER_CASE_NAME = byLowerCaseName();

    private final String name;
    private final Sense sense;

    ConditionOperator(String name, Sense sense) {
        this.name = name;
        this.sense = sense;
    }

    /** Returns the name in documents. */
    public String documentName() {
        return name;
    }

    /** Returns whether the operator is true when the key matches none of the values or is absent. */
    public boolean negated() {
        return sense == Sense.NEGATED;
    }

    /** Returns the operator with the bare name, in any case. */
    static Optional<ConditionOperator> ofName(String name) {
        return Optional.ofNullable(BY_LOWER_CASE_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Compiles the policy's values once, for comparison with any number of request values. */
    ValueMatcher matcher(List<String> values, boolean variables) {
        return switch (this) {
            case STRING_EQUALS, STRING_NOT_EQUALS -> StringMatchers.equal(values, variables, Glob.Case.SENSITIVE);
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
                StringMatchers.equal(values, variables, Glob.Case.INSENSITIVE);
            case STRING_LIKE, STRING_NOT_LIKE -> StringMatchers.like(values, variables);
            case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> NumericMatcher.compile(values, Order.EQUAL);
            case NUMERIC_LESS_THAN -> NumericMatcher.compile(values, Order.LESS);
            case NUMERIC_LESS_THAN_EQUALS -> NumericMatcher.compile(values, Order.LESS_OR_EQUAL);
            case NUMERIC_GREATER_THAN -> NumericMatcher.compile(values, Order.GREATER);
            case NUMERIC_GREATER_THAN_EQUALS -> NumericMatcher.compile(values, Order.GREATER_OR_EQUAL);
            case DATE_EQUALS, DATE_NOT_EQUALS -> DateMatcher.compile(values, Order.EQUAL);
            case DATE_LESS_THAN -> DateMatcher.compile(values, Order.LESS);
            case DATE_LESS_THAN_EQUALS -> DateMatcher.compile(values, Order.LESS_OR_EQUAL);
            case DATE_GREATER_THAN -> DateMatcher.compile(values, Order.GREATER);
            case DATE_GREATER_THAN_EQUALS -> DateMatcher.compile(values, Order.GREATER_OR_EQUAL);
            case BOOL -> StringMatchers.bool(values, variables);
            case BINARY_EQUALS -> StringMatchers.binary(values);
            case IP_ADDRESS, NOT_IP_ADDRESS -> IpMatcher.compile(values);
            case ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE -> StringMatchers.arn(values, variables);
            case NULL -> StringMatchers.bool(values, false);
        };
    }

    /** Returns whether a policy value of this operator may contain variables. */
    boolean takesVariables() {
        return switch (this) {
            case STRING_EQUALS,
                    STRING_NOT_EQUALS,
                    STRING_EQUALS_IGNORE_CASE,
                    STRING_NOT_EQUALS_IGNORE_CASE,
                    STRING_LIKE,
                    STRING_NOT_LIKE,
                    BOOL,
                    ARN_EQUALS,
                    ARN_NOT_EQUALS,
                    ARN_LIKE,
                    ARN_NOT_LIKE -> true;
            default -> false;
        };
    }

    /**
     * Returns whether the form of the policy value allows the operator to match.
     *
     * @param value a policy value as text
     */
    public boolean accepts(String value) {
        return switch (this) {
            case DATE_EQUALS,
                    DATE_NOT_EQUALS,
                    DATE_LESS_THAN,
                    DATE_LESS_THAN_EQUALS,
                    DATE_GREATER_THAN,
                    DATE_GREATER_THAN_EQUALS -> DateMatcher.parse(value) != null || LenientDate.accepts(value);
            case IP_ADDRESS, NOT_IP_ADDRESS -> IpRange.parse(value) != null;
            default -> true;
        };
    }

    /** Returns whether numeric operators can parse a request value; any other text equals no number. */
    public static boolean isNumber(String value) {
        return NumericMatcher.parse(value) != null;
    }

    private static Map<String, ConditionOperator> byLowerCaseName() {
        Map<String, ConditionOperator> names = new HashMap<>();
        for (ConditionOperator operator : values()) {
            names.put(operator.name.toLowerCase(Locale.ROOT), operator);
        }
        return Map.copyOf(names);
    }
}
