// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parses and formats the dates of signed requests. */
final class AmzDate {
    /** The maximum clock skew of a client in seconds, inclusive. */
    static final long SKEW_SECONDS_MAX = 900;

    private static final List<DateTimeFormatter> HTTP_FORMS = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            // RFC 850 has two-digit years.
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss zzz")
                    .toFormatter(Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss zzz", Locale.ENGLISH));

    private AmzDate() {}

    /** Parses {@code yyyyMMdd'T'HHmmss'Z'}; returns empty for anything else. */
    static Optional<Instant> parseBasic(String text) {
        if (!isBasic(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 4, 6),
                            number(text, 6, 8),
                            number(text, 9, 11),
                            number(text, 11, 13),
                            number(text, 13, 15))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isBasic(String text) {
        if (text.length() != 16 || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
            return false;
        }
        for (int i = 0; i < 15; i++) {
            if (i != 8 && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Parses the value of a {@code Date} or {@code x-amz-date} header in any form that AWS accepts. */
    static Optional<Instant> parseAny(String text) {
        String trimmed = Ascii.trim(text);
        Optional<Instant> basic = parseBasic(trimmed);
        if (basic.isPresent() || trimmed.length() > 64) {
            return basic;
        }
        for (DateTimeFormatter form : HTTP_FORMS) {
            try {
                return Optional.of(Instant.from(form.parse(trimmed)));
            } catch (DateTimeException e) {
                // The next form may match.
            }
        }
        return parseIso(trimmed);
    }

    /** Parses ISO 8601 with or without fraction and zone; the zone is UTC when the text has none. */
    static Optional<Instant> parseIso(String text) {
        if (text.length() > 64) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException notLocal) {
                return Optional.empty();
            }
        }
    }

    /** Returns the parsed instant as {@code yyyyMMdd'T'HHmmss'Z'}, which is the sent text itself for most clients. */
    static String basic(String text, Instant instant) {
        String trimmed = Ascii.trim(text);
        return isBasic(trimmed) ? trimmed : basic(instant);
    }

    /** Formats as {@code yyyyMMdd'T'HHmmss'Z'}. */
    static String basic(Instant instant) {
        LocalDateTime t = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(16);
        digits(out, t.getYear(), 1000);
        digits(out, t.getMonthValue(), 10);
        digits(out, t.getDayOfMonth(), 10);
        out.append('T');
        digits(out, t.getHour(), 10);
        digits(out, t.getMinute(), 10);
        digits(out, t.getSecond(), 10);
        return out.append('Z').toString();
    }

    /** Formats as ISO 8601 with whole seconds, as in S3 error documents. */
    static String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Returns the seconds from the first instant to the second; negative when the first is later. */
    static long secondsBetween(Instant first, Instant second) {
        return second.getEpochSecond() - first.getEpochSecond();
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static void digits(StringBuilder out, int value, int highest) {
        for (int unit = highest; unit > 0; unit /= 10) {
            out.append((char) ('0' + value / unit % 10));
        }
    }
}
