// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Parses and formats points in time in the three forms of AWS protocols. */
public final class Timestamps {
    private static final int TEXT_MAX = 64;
    private static final int ISO_LENGTH_MAX = 24;
    private static final int YEAR_MAX = 9999;
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private Timestamps() {}

    /**
     * Formats as ISO 8601 in UTC.
     *
     * @param milliseconds whether to write {@code .000} always, as S3 does, or a fraction only when it is not zero
     */
    public static String iso8601(Instant time, boolean milliseconds) {
        LocalDateTime t = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        int year = t.getYear();
        if (year < 0 || year > YEAR_MAX) {
            return time.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        byte[] out = new byte[ISO_LENGTH_MAX];
        digits(out, 0, year, 4);
        out[4] = '-';
        digits(out, 5, t.getMonthValue(), 2);
        out[7] = '-';
        digits(out, 8, t.getDayOfMonth(), 2);
        out[10] = 'T';
        clock(out, 11, t);
        int length = 19;
        int millis = time.getNano() / 1_000_000;
        if (milliseconds || millis != 0) {
            out[length] = '.';
            digits(out, length + 1, millis, 3);
            length += 4;
        }
        out[length] = 'Z';
        return new String(out, 0, length + 1, StandardCharsets.ISO_8859_1);
    }

    /** Formats as in HTTP headers: {@code Sun, 22 Nov 2026 10:15:30 GMT}. */
    public static String httpDate(Instant time) {
        LocalDateTime t = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        byte[] clock = new byte[8];
        clock(clock, 0, t);
        int day = t.getDayOfMonth();
        return DAYS[t.getDayOfWeek().getValue() - 1] + (day < 10 ? ", 0" : ", ") + day + ' '
                + MONTHS[t.getMonthValue() - 1] + ' ' + year(t.getYear()) + ' '
                + new String(clock, StandardCharsets.ISO_8859_1) + " GMT";
    }

    /** Formats in the given form; ISO 8601 has a fraction only when it is not zero. */
    static String format(Instant time, TimestampShape shape, boolean milliseconds) {
        return switch (shape) {
            case ISO8601 -> iso8601(time, milliseconds);
            case RFC822 -> httpDate(time);
            case UNIX_TIMESTAMP -> unix(time);
        };
    }

    /** Parses any of the forms, since clients mix them: ISO 8601, the three HTTP dates, seconds since 1970. */
    public static Optional<Instant> parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.length() > TEXT_MAX) {
            return Optional.empty();
        }
        try {
            char first = trimmed.charAt(0);
            if (first >= 'A' && first <= 'z') {
                return Http.parse(trimmed);
            }
            return trimmed.indexOf('-', 1) > 0 ? iso(trimmed) : seconds(trimmed);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> iso(String text) {
        if (text.indexOf('T') < 0 && text.indexOf('t') < 0) {
            return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        return Optional.of(OffsetDateTime.parse(text).toInstant());
    }

    private static Optional<Instant> seconds(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && !(c == '-' && i == 0)) {
                return Optional.empty();
            }
        }
        BigDecimal exact = new BigDecimal(text);
        BigDecimal whole = exact.setScale(0, RoundingMode.FLOOR);
        return Optional.of(Instant.ofEpochSecond(
                whole.longValueExact(), exact.subtract(whole).movePointRight(9).longValue()));
    }

    private static String unix(Instant time) {
        long millis = time.toEpochMilli();
        if (millis % 1000 == 0) {
            return Long.toString(millis / 1000);
        }
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }

    private static String year(int year) {
        return year >= 1000 ? Integer.toString(year) : String.format(Locale.ROOT, "%04d", year);
    }

    private static void clock(byte[] out, int at, LocalDateTime t) {
        digits(out, at, t.getHour(), 2);
        out[at + 2] = ':';
        digits(out, at + 3, t.getMinute(), 2);
        out[at + 5] = ':';
        digits(out, at + 6, t.getSecond(), 2);
    }

    private static void digits(byte[] out, int at, int value, int count) {
        int remainder = value;
        for (int i = at + count - 1; i >= at; i--) {
            out[i] = (byte) ('0' + remainder % 10);
            remainder /= 10;
        }
    }

    /** The formatters are slow to create, and only conditional requests need them. */
    private static final class Http {
        private static final Map<Long, String> MONTH_NAMES = Map.ofEntries(
                Map.entry(1L, "Jan"),
                Map.entry(2L, "Feb"),
                Map.entry(3L, "Mar"),
                Map.entry(4L, "Apr"),
                Map.entry(5L, "May"),
                Map.entry(6L, "Jun"),
                Map.entry(7L, "Jul"),
                Map.entry(8L, "Aug"),
                Map.entry(9L, "Sep"),
                Map.entry(10L, "Oct"),
                Map.entry(11L, "Nov"),
                Map.entry(12L, "Dec"));
        private static final List<DateTimeFormatter> FORMS = List.of(
                beginning("d ")
                        .appendLiteral(' ')
                        .appendPattern("uuuu HH:mm:ss")
                        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                        .appendPattern(" [xx]['GMT']['UTC']['UT']['Z']")
                        .toFormatter(Locale.ROOT),
                beginning("d-")
                        .appendLiteral('-')
                        .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                        .appendPattern(" HH:mm:ss 'GMT'")
                        .toFormatter(Locale.ROOT),
                beginning("").appendPattern(" ppd HH:mm:ss uuuu").toFormatter(Locale.ROOT));

        /** Ignores the name of the day: a wrong name is common and harmless. */
        private static DateTimeFormatterBuilder beginning(String day) {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .parseLenient()
                    .appendPattern(day)
                    .appendText(ChronoField.MONTH_OF_YEAR, MONTH_NAMES);
        }

        static Optional<Instant> parse(String text) {
            int blank = text.indexOf(' ');
            String date = text.substring(blank + 1);
            for (DateTimeFormatter form : FORMS) {
                ParsePosition position = new ParsePosition(0);
                TemporalAccessor parsed = form.parseUnresolved(date, position);
                if (parsed != null && position.getErrorIndex() < 0 && position.getIndex() == date.length()) {
                    return Optional.of(instant(form.parse(date)));
                }
            }
            return Optional.empty();
        }

        private static Instant instant(TemporalAccessor parsed) {
            int offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? parsed.get(ChronoField.OFFSET_SECONDS) : 0;
            return LocalDateTime.from(parsed).toInstant(ZoneOffset.ofTotalSeconds(offset));
        }
    }
}
