// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pattern with its variables resolved, as a list of code points and wildcards. Matching uses a table, which is slow
 * and hard to get wrong.
 */
final class PlainPattern {
    static final int STAR = -1;
    static final int ONE = -2;

    private PlainPattern() {}

    /**
     * Resolves the variables of a text.
     *
     * @param lookup returns the value of a variable by its lower-case key, or null
     * @return code points and wildcards; null when a variable has no value
     */
    static @Nullable List<Integer> fill(String text, boolean variables, Function<String, @Nullable String> lookup) {
        List<Integer> out = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int close = variables && text.startsWith("${", at) ? end(text, at) : -1;
            if (close < 0) {
                int codePoint = text.codePointAt(at);
                out.add(codePoint == '*' ? STAR : codePoint == '?' ? ONE : codePoint);
                at += Character.charCount(codePoint);
                continue;
            }
            String value = value(text.substring(at + 2, close), lookup);
            if (value == null) {
                return null;
            }
            value.codePoints().forEach(out::add);
            at = close + 1;
        }
        return out;
    }

    private static @Nullable String value(String inside, Function<String, @Nullable String> lookup) {
        if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
            return inside;
        }
        String[] halves = inside.split(",", 2);
        String value = lookup.apply(halves[0].strip().toLowerCase(Locale.ROOT));
        if (value != null && !value.isEmpty()) {
            return value;
        }
        String fallback = halves.length < 2 ? "" : halves[1].strip();
        return fallback.matches("(?s)'.*'") && fallback.length() > 1
                ? fallback.substring(1, fallback.length() - 1)
                : null;
    }

    /** Returns the closing brace of the variable at this index, or -1; a quoted default may contain braces. */
    static int end(String text, int open) {
        boolean quoted = false;
        for (int i = open + 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == '}' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the pattern as literal text: its wildcards are plain characters. */
    static String literal(List<Integer> pattern) {
        StringBuilder out = new StringBuilder();
        for (int item : pattern) {
            out.appendCodePoint(item == STAR ? '*' : item == ONE ? '?' : item);
        }
        return out.toString();
    }

    static boolean like(String pattern, String text) {
        List<Integer> items = fill(pattern, false, key -> null);
        return items != null && like(items, text);
    }

    static boolean like(List<Integer> pattern, String text) {
        int[] codes = text.codePoints().toArray();
        // reached[i]: the pattern so far matches the first i characters
        boolean[] reached = new boolean[codes.length + 1];
        reached[0] = true;
        for (int item : pattern) {
            boolean[] next = new boolean[codes.length + 1];
            for (int i = 0; i <= codes.length; i++) {
                if (item == STAR) {
                    next[i] = reached[i] || (i > 0 && next[i - 1]);
                } else if (i > 0 && reached[i - 1]) {
                    next[i] = item == ONE || item == codes[i - 1];
                }
            }
            reached = next;
        }
        return reached[codes.length];
    }

    /** Splits at the first five colons outside of variables. */
    static List<String> parts(String text, boolean variables) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int close = variables && text.startsWith("${", i) ? end(text, i) : -1;
            if (close >= 0) {
                part.append(text, i, close + 1);
                i = close;
            } else if (text.charAt(i) == ':' && parts.size() < 5) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(text.charAt(i));
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
