// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dates that IAM accepts in policies beyond the W3C profile: numbers of any width, a year before the first, and
 * absent trailing components, which are the least possible. Without a zone the time is in UTC.
 */
final class LenientDate {
    private static final Pattern DATE = Pattern.compile("(-?\\d{1,9})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?"
            + "(?:[tT](?:(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?"
            + "(?:[zZ]|\\+(\\d{2})(?::(\\d{2}))?)?)?)?)?)?");
    private static final int YEAR_MIN = -292_275_054;
    private static final int YEAR_MAX = 292_278_993;
    private static final int NANO_DIGITS = 9;
    private static final int DAY_MAX = 31;
    private static final int ZONE_HOUR_MAX = 23;
    private static final int ZONE_MINUTE_MAX = 59;

    private LenientDate() {}

    /** Returns the instant; null when the text is not such a date. */
    static @Nullable Instant parse(String text) {
        boolean marked = text.indexOf('t') >= 0 || text.indexOf('T') >= 0 || text.indexOf('-') >= 0;
        Matcher date = DATE.matcher(text);
        if (!marked || !date.matches()) {
            return null;
        }
        int year = number(date, 1, 0);
        int day = number(date, 3, 1);
        int zoneHours = number(date, 8, 0);
        int zoneMinutes = number(date, 9, 0);
        if (year < YEAR_MIN
                || year > YEAR_MAX
                || day < 1
                || day > DAY_MAX
                || zoneHours > ZONE_HOUR_MAX
                || zoneMinutes > ZONE_MINUTE_MAX) {
            return null;
        }
        try {
            // AWS does not compare the day with the length of the month; a day too many is in the next month.
            return LocalDateTime.of(
                            year,
                            number(date, 2, 1),
                            1,
                            number(date, 4, 0),
                            number(date, 5, 0),
                            number(date, 6, 0),
                            nanos(date.group(7)))
                    .plusDays(day - 1)
                    .minusHours(zoneHours)
                    .minusMinutes(zoneMinutes)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException outOfRange) {
            return null;
        }
    }

    private static int number(Matcher date, int group, int whenAbsent) {
        String digits = date.group(group);
        return digits == null ? whenAbsent : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
    }
}
