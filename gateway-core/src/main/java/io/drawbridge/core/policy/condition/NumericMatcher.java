// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.policy.PolicyLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numeric operators: decimal numbers with an optional sign, compared exactly. */
final class NumericMatcher implements ValueMatcher {

    private final BigDecimal[] numbers;
    private final Order order;

    private NumericMatcher(List<BigDecimal> numbers, Order order) {
        this.numbers = numbers.toArray(BigDecimal[]::new);
        this.order = order;
    }

    static NumericMatcher compile(List<String> texts, Order order) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (String text : texts) {
            BigDecimal number = parse(text);
            if (number != null) {
                numbers.add(number);
            }
        }
        return new NumericMatcher(numbers, order);
    }

    @Override
    public Match match(RequestValue value, ConditionValues values) {
        BigDecimal number = parse(value.text());
        if (number == null) {
            return Match.WRONG_KIND;
        }
        for (BigDecimal candidate : numbers) {
            if (order.holds(number.compareTo(candidate))) {
                return Match.SOME;
            }
        }
        return Match.NONE;
    }

    /** Parses a plain decimal; without exponent, so that the size of the number is bounded by the size of its text. */
    static @Nullable BigDecimal parse(String text) {
        int length = text.length();
        int start = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int digits = 0;
        int points = 0;
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                points++;
            } else if (c >= '0' && c <= '9') {
                digits++;
            } else {
                return null;
            }
        }
        return digits == 0 || digits > PolicyLimits.NUMBER_DIGITS || points > 1 ? null : new BigDecimal(text);
    }
}
