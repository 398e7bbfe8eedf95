// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import java.nio.charset.StandardCharsets;

/** Percent-encoding for signatures: all but {@code A-Z a-z 0-9 - . _ ~} escaped, with upper-case hex digits. */
final class UriEncoding {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private UriEncoding() {}

    /** Decodes the escapes once and encodes once. A percent sign without two hex digits is a literal. */
    static void canonical(ByteSink out, String raw, int from, int to, boolean keepSlash, boolean plusIsBlank) {
        int i = from;
        while (i < to) {
            char c = raw.charAt(i);
            int escaped = c == '%' ? escapeAt(raw, i, to) : -1;
            if (escaped >= 0) {
                putByte(out, escaped, keepSlash);
                i += 3;
            } else if (c > 0xff) {
                i = putWide(out, raw, i, to, keepSlash);
            } else {
                putByte(out, c == '+' && plusIsBlank ? ' ' : c, keepSlash);
                i++;
            }
        }
    }

    /** Returns the canonical form of a substring of a query; the same text when it is canonical already. */
    static String canonical(String raw, int from, int to, boolean plusIsBlank) {
        for (int i = from; i < to; i++) {
            if (!isUnreserved(raw.charAt(i))) {
                ByteSink out = new ByteSink((to - from) * 2);
                canonical(out, raw, from, to, false, plusIsBlank);
                return out.latin1();
            }
        }
        return raw.substring(from, to);
    }

    /** Encodes text that is already encoded a second time; slashes stay. */
    static void reencode(ByteSink out, String encoded) {
        int i = 0;
        while (i < encoded.length()) {
            char c = encoded.charAt(i);
            if (c > 0xff) {
                i = putWide(out, encoded, i, encoded.length(), true);
            } else {
                putByte(out, c, true);
                i++;
            }
        }
    }

    /** Decodes the escapes; a percent sign without two hex digits is a literal. */
    static void decode(ByteSink out, String raw) {
        int i = 0;
        while (i < raw.length()) {
            int escaped = raw.charAt(i) == '%' ? escapeAt(raw, i, raw.length()) : -1;
            if (escaped >= 0) {
                out.put(escaped);
                i += 3;
            } else {
                out.put(raw.charAt(i));
                i++;
            }
        }
    }

    /** Returns the decoded text, whose bytes are read as UTF-8. */
    static String decoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteSink out = new ByteSink(raw.length());
        decode(out, raw);
        return out.utf8();
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static void putByte(ByteSink out, int value, boolean keepSlash) {
        if (isUnreserved(value) || (keepSlash && value == '/')) {
            out.put(value);
        } else {
            out.put('%').put(HEX[value >> 4 & 15]).put(HEX[value & 15]);
        }
    }

    private static int putWide(ByteSink out, String raw, int from, int to, boolean keepSlash) {
        int end = from + Character.charCount(raw.codePointAt(from));
        end = Math.min(end, to);
        for (byte b : raw.substring(from, end).getBytes(StandardCharsets.UTF_8)) {
            putByte(out, b & 0xff, keepSlash);
        }
        return end;
    }

    private static int escapeAt(String raw, int at, int to) {
        if (at + 2 >= to) {
            return -1;
        }
        int high = digit(raw.charAt(at + 1));
        int low = digit(raw.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** Returns the value of an ASCII hex digit, or -1; {@code Character.digit} would accept other digits too. */
    static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}
