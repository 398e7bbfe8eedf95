// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes for what gets hashed. Not thread-safe. */
final class ByteSink {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    ByteSink(int capacity) {
        this.bytes = new byte[Math.max(16, capacity)];
    }

    /** The bytes so far stand at the begin of this array. */
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

    ByteSink put(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** Appends text from the wire: one byte for each character, for there each character was one byte. */
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

    /** The same, trimmed, and with one blank for each run of blanks and line folds. */
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

    /** Drops what stands behind the position. */
    void truncate(int position) {
        length = position;
    }

    /** The bytes as characters, one for one. */
    String latin1() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** The bytes read as UTF-8. */
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
