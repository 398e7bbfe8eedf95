// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

/** String functions for header names and parameters, in which only ASCII letters have a case. */
final class Ascii {
    private Ascii() {}

    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                StringBuilder lower = new StringBuilder(text.length());
                for (int k = 0; k < text.length(); k++) {
                    lower.append((char) lower(text.charAt(k)));
                }
                return lower.toString();
            }
        }
        return text;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** Returns the text without leading and trailing blanks. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Returns whether the text begins with the lower-case prefix, ignoring the case of ASCII letters. */
    static boolean startsWith(String text, String lowerCasePrefix) {
        if (text.length() < lowerCasePrefix.length()) {
            return false;
        }
        for (int i = 0; i < lowerCasePrefix.length(); i++) {
            if (lower(text.charAt(i)) != lowerCasePrefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the text has at least one character and all its characters are digits. */
    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
