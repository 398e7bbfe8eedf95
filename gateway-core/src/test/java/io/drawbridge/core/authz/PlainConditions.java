// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.policy.ConditionEntry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A second implementation of condition operators, plain and slow, written from the specification. */
final class PlainConditions {
    static final List<String> OPERATORS = List.of(
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringLike",
            "StringNotLike",
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericLessThanEquals",
            "NumericGreaterThan",
            "NumericGreaterThanEquals",
            "DateEquals",
            "DateNotEquals",
            "DateLessThan",
            "DateLessThanEquals",
            "DateGreaterThan",
            "DateGreaterThanEquals",
            "Bool",
            "BinaryEquals",
            "IpAddress",
            "NotIpAddress",
            "ArnEquals",
            "ArnNotEquals",
            "ArnLike",
            "ArnNotLike",
            "Null");

    /** The multi-valued keys among those that the generator writes. */
    private static final Set<String> MULTI_VALUED = Set.of("aws:tagkeys", "aws:principalservicenameslist");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)");
    private static final Pattern EPOCH = Pattern.compile("\\d{1,3}|\\d{5,11}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)");

    private final Function<String, @Nullable List<String>> context;
    private final @Nullable BiConsumer<String, String> notes;

    /**
     * @param context returns the values of a lower-case key; null or empty when absent
     * @param notes receives each operator and its outcome, or null
     */
    PlainConditions(Function<String, @Nullable List<String>> context, @Nullable BiConsumer<String, String> notes) {
        this.context = context;
        this.notes = notes;
    }

    /** Returns whether there is such an operator, in any case. */
    static boolean known(String operator) {
        String name = bare(operator);
        boolean ifExists = !name.equals(withoutPrefix(operator));
        return OPERATORS.stream().anyMatch(name::equalsIgnoreCase) && !(ifExists && name.equalsIgnoreCase("Null"));
    }

    private static String withoutPrefix(String operator) {
        String lower = operator.toLowerCase(Locale.ROOT);
        return lower.startsWith("forallvalues:") || lower.startsWith("foranyvalue:")
                ? operator.substring(operator.indexOf(':') + 1)
                : operator;
    }

    static String bare(String operator) {
        String unqualified = withoutPrefix(operator);
        return unqualified.toLowerCase(Locale.ROOT).endsWith("ifexists")
                ? unqualified.substring(0, unqualified.length() - 8)
                : unqualified;
    }

    boolean holds(ConditionEntry entry, boolean variables) {
        String bare = bare(entry.operator());
        String operator =
                OPERATORS.stream().filter(bare::equalsIgnoreCase).findFirst().orElseThrow();
        List<String> values = context.apply(entry.key().toLowerCase(Locale.ROOT));
        boolean absent = values == null || values.isEmpty();
        boolean result = holds(entry, operator, absent ? List.of() : values, variables);
        if (notes != null) {
            notes.accept(operator, (absent ? "absent " : values.size() > 1 ? "several " : "present ") + result);
        }
        return result;
    }

    private boolean holds(ConditionEntry entry, String operator, List<String> values, boolean variables) {
        String lower = entry.operator().toLowerCase(Locale.ROOT);
        boolean all = lower.startsWith("forallvalues:");
        boolean any = lower.startsWith("foranyvalue:");
        if (operator.equals("Null")) {
            return entry.values().stream().anyMatch(Boolean.toString(values.isEmpty())::equalsIgnoreCase);
        }
        boolean negated = operator.contains("Not");
        if (values.isEmpty()) {
            return lower.endsWith("ifexists") || all || (negated && !any);
        }
        String positive = operator.replace("Not", "");
        if (all) {
            return values.stream().allMatch(v -> v.isEmpty() || one(positive, negated, entry, v, variables));
        }
        if (any) {
            return values.stream().anyMatch(v -> one(positive, negated, entry, v, variables));
        }
        return values.size() == 1 && one(positive, negated, entry, values.get(0), variables);
    }

    private boolean one(String operator, boolean negated, ConditionEntry entry, String value, boolean variables) {
        if (!kindFits(operator, value)) {
            // AWS: the documentation does not decide this; here a value of the wrong type satisfies no operator.
            return false;
        }
        boolean matches = false;
        for (String policyValue : entry.values()) {
            matches |= matches(operator, policyValue, value, variables);
        }
        return matches != negated;
    }

    private static boolean kindFits(String operator, String value) {
        if (operator.startsWith("Numeric")) {
            return number(value) != null;
        }
        if (operator.startsWith("Date")) {
            return date(value) != null;
        }
        if (operator.equals("Bool")) {
            return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
        }
        return !operator.equals("IpAddress") || (bits(value) != null && wholeAddress(value));
    }

    private boolean matches(String operator, String policyValue, String value, boolean variables) {
        if (operator.startsWith("Numeric")) {
            BigDecimal right = number(policyValue);
            return right != null && ordered(operator.substring(7), number(value).compareTo(right));
        }
        if (operator.startsWith("Date")) {
            Instant right = date(policyValue);
            return right != null && ordered(operator.substring(4), date(value).compareTo(right));
        }
        if (operator.startsWith("Arn")) {
            return arn(policyValue, value, variables);
        }
        return switch (operator) {
            case "IpAddress" -> inRange(policyValue, value);
            case "BinaryEquals" ->
                policyValue.equals(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            default -> text(operator, policyValue, value, variables);
        };
    }

    private boolean text(String operator, String policyValue, String value, boolean variables) {
        List<Integer> filled = PlainPattern.fill(policyValue, variables, this::variable);
        if (filled == null) {
            return false;
        }
        String literal = PlainPattern.literal(filled);
        return switch (operator) {
            case "StringEquals" -> literal.equals(value);
            case "StringEqualsIgnoreCase" -> folded(literal).equals(folded(value));
            case "StringLike" -> PlainPattern.like(filled, value);
            case "Bool" -> literal.equalsIgnoreCase(value);
            default -> throw new IllegalArgumentException("operator: " + operator);
        };
    }

    /** Returns the value of a variable: only for a single-valued key with one value. */
    @Nullable
    String variable(String key) {
        List<String> values = MULTI_VALUED.contains(key) ? null : context.apply(key);
        return values == null || values.size() != 1 ? null : values.get(0);
    }

    private static String folded(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean ordered(String order, int comparison) {
        return switch (order) {
            case "Equals" -> comparison == 0;
            case "LessThan" -> comparison < 0;
            case "LessThanEquals" -> comparison <= 0;
            case "GreaterThan" -> comparison > 0;
            default -> comparison >= 0;
        };
    }

    private static @Nullable BigDecimal number(String text) {
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static @Nullable Instant date(String text) {
        try {
            if (EPOCH.matcher(text).matches()) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            if (TIME.matcher(text).matches()) {
                return OffsetDateTime.parse(text).toInstant();
            }
            String day = text.matches("\\d{4}")
                    ? text + "-01-01"
                    : text.matches("\\d{4}-\\d\\d") ? YearMonth.parse(text) + "-01" : text;
            return day.matches("\\d{4}-\\d\\d-\\d\\d")
                    ? java.time.LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : null;
        } catch (DateTimeException none) {
            return null;
        }
    }

    private boolean arn(String pattern, String value, boolean variables) {
        List<String> valueComponents = PlainPattern.parts(value, false);
        if (valueComponents.size() < 6 || !valueComponents.get(0).equals("arn")) {
            return false;
        }
        if (pattern.matches("\\*+")) {
            return true;
        }
        List<String> parts = PlainPattern.parts(pattern, variables);
        boolean matches = parts.size() == 6;
        for (int i = 0; matches && i < 6; i++) {
            List<Integer> filled = PlainPattern.fill(parts.get(i), variables, this::variable);
            matches = filled != null && PlainPattern.like(filled, valueComponents.get(i));
        }
        return matches;
    }

    private static boolean inRange(String range, String address) {
        String network = bits(range);
        String host = bits(address);
        return network != null
                && host != null
                && host.length() >= network.length()
                && family(range) == family(address)
                && host.startsWith(network);
    }

    private static boolean wholeAddress(String text) {
        String bits = bits(text);
        return bits != null && bits.length() == (family(text) == 4 ? 32 : 128);
    }

    /** Returns 4 or 6; an IPv4-mapped IPv6 address is an IPv4 address. */
    private static int family(String text) {
        byte[] bytes = bytes(text.split("/", 2)[0]);
        return bytes == null || bytes.length == 4 ? 4 : 6;
    }

    /** Returns the significant bits of an address or range as zeros and ones; null when the text is not valid. */
    private static @Nullable String bits(String text) {
        String[] halves = text.split("/", 2);
        byte[] bytes = bytes(halves[0]);
        if (bytes == null || (halves.length == 2 && !halves[1].matches("\\d{1,3}"))) {
            return null;
        }
        int size = bytes.length * 8;
        boolean mapped = size == 32 && halves[0].indexOf(':') >= 0;
        int length = halves.length == 1 ? size : Integer.parseInt(halves[1]) - (mapped ? 96 : 0);
        String all = new BigInteger(1, bytes).toString(2);
        return length < 0 || length > size ? null : ("0".repeat(size - all.length()) + all).substring(0, length);
    }

    private static byte @Nullable [] bytes(String text) {
        boolean four = text.matches("(\\d{1,3}\\.){3}\\d{1,3}");
        boolean six = text.indexOf(':') >= 0 && text.matches("[0-9a-fA-F:.]+");
        try {
            return four || six ? InetAddress.getByName(text).getAddress() : null;
        } catch (UnknownHostException none) {
            return null;
        }
    }
}
