// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.policy.PolicyLimits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Date operators: the W3C profile of ISO 8601 from {@code yyyy} to fractions of seconds, or seconds since 1970. A time
 * of day needs a time zone; a date alone means the start of the day in UTC.
 *
 * @see <a href="https://www.w3.org/TR/NOTE-datetime">W3C date and time formats</a>
 */
final class DateMatcher implements ValueMatcher {
    private static final int NANO_DIGITS = 9;

    private final Instant[] moments;
    private final Order order;

    private DateMatcher(List<Instant> moments, Order order) {
        this.moments = moments.toArray(Instant[]::new);
        this.order = order;
    }

    static DateMatcher compile(List<String> texts, Order order) {
        List<Instant> moments = new ArrayList<>();
        for (String text : texts) {
            Instant moment = parse(text);
            if (moment != null) {
                moments.add(moment);
            }
        }
        return new DateMatcher(moments, order);
    }

    @Override
    public Match match(RequestValue value, ConditionValues values) {
        Instant moment = value.instant();
        if (moment == null) {
            return Match.WRONG_KIND;
        }
        for (Instant candidate : moments) {
            if (order.holds(moment.compareTo(candidate))) {
                return Match.SOME;
            }
        }
        return Match.NONE;
    }

    /** Parses a date; null when the text is not a date. Four digits are a year, other integers seconds since 1970. */
    static @Nullable Instant parse(String text) {
        if (text.length() != 4 && !text.isEmpty() && digits(text, 0, text.length()) >= 0) {
            return text.length() <= PolicyLimits.EPOCH_DIGITS ? Instant.ofEpochSecond(Long.parseLong(text)) : null;
        }
        try {
            return new Reader(text).read();
        } catch (DateTimeException outOfRange) {
            return null;
        }
    }

    /** Returns the number that the decimal digits of the range form; -1 when one is not a digit. */
    private static long digits(String text, int from, int to) {
        if (to > text.length() || from >= to) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = i - from < 18 ? number * 10 + digit : number;
        }
        return number;
    }

    /** A cursor over one text. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        @Nullable
        Instant read() {
            int year = number(4);
            int month = year >= 0 && skip('-') ? number(2) : 1;
            int day = month >= 0 && at == 7 && skip('-') ? number(2) : 1;
            if (year < 0 || month < 0 || day < 0) {
                return null;
            }
            LocalDateTime date = LocalDateTime.of(year, month, day, 0, 0);
            if (at == text.length()) {
                return date.toInstant(ZoneOffset.UTC);
            }
            return at == 10 && skip('T') ? time(date) : null;
        }

        private @Nullable Instant time(LocalDateTime date) {
            int hour = number(2);
            int minute = skip(':') ? number(2) : -1;
            boolean seconds = skip(':');
            int second = seconds ? number(2) : 0;
            int nanos = seconds && skip('.') ? fraction() : 0;
            ZoneOffset zone = zone();
            if (hour < 0 || minute < 0 || second < 0 || nanos < 0 || zone == null || at != text.length()) {
                return null;
            }
            return date.withHour(hour)
                    .withMinute(minute)
                    .withSecond(second)
                    .withNano(nanos)
                    .toInstant(zone);
        }

        private @Nullable ZoneOffset zone() {
            if (skip('Z')) {
                return ZoneOffset.UTC;
            }
            int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
            int hours = number(2);
            skip(':');
            int minutes = number(2);
            return sign == 0 || hours < 0 || minutes < 0
                    ? null
                    : ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
        }

        private int fraction() {
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            int count = Math.min(at - start, NANO_DIGITS);
            long value = digits(text, start, start + count);
            for (int i = count; i < NANO_DIGITS; i++) {
                value *= 10;
            }
            return (int) Math.max(value, -1);
        }

        private int number(int length) {
            long value = digits(text, at, at + length);
            at += value < 0 ? 0 : length;
            return (int) value;
        }

        private boolean skip(char expected) {
            if (at < text.length() && text.charAt(at) == expected) {
                at++;
                return true;
            }
            return false;
        }
    }
}
