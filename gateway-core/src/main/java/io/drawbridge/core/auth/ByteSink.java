// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array for the input of hashes. Not thread-safe. */
final class ByteSink {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    ByteSink(int capacity) {
        this.bytes = new byte[Math.max(16, capacity)];
    }

    /** Returns the internal array; the bytes written so far are at its beginning. */
    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    ByteSink put(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    ByteSink put(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
        return this;
    }

    /** Appends text from the wire as one byte for each character, as each character was one byte there. */
    ByteSink text(String text) {
        int count = text.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c > 0xff) {
                return put(text.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            bytes[length++] = (byte) c;
        }
        return this;
    }

    /** Appends the text trimmed, and replaces each run of blanks and line folds with one blank. */
    ByteSink folded(String text) {
        int count = text.length();
        reserve(count);
        byte[] target = bytes;
        int begin = length;
        int end = begin;
        boolean blank = false;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c <= ' ' && Ascii.isBlank(c)) {
                blank = end > begin;
                continue;
            }
            if (c > 0xff) {
                return foldedUnicode(text);
            }
            if (blank) {
                target[end++] = ' ';
                blank = false;
            }
            target[end++] = (byte) c;
        }
        length = end;
        return this;
    }

    private ByteSink foldedUnicode(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Ascii.isBlank(c)) {
                blank = !folded.isEmpty();
            } else {
                folded.append(blank ? " " : "").append(c);
                blank = false;
            }
        }
        return text(folded.toString());
    }

    ByteSink hex(byte[] values) {
        reserve(values.length * 2);
        for (byte value : values) {
            bytes[length++] = HEX[value >> 4 & 15];
            bytes[length++] = HEX[value & 15];
        }
        return this;
    }

    /** Removes all bytes after the position. */
    void truncate(int position) {
        length = position;
    }

    /** Returns the bytes decoded as ISO 8859-1, one character for each byte. */
    String latin1() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Returns the bytes decoded as UTF-8. */
    String utf8() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
