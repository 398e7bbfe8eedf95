// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encodes a tuple as key bytes whose unsigned order is the order of the tuple: one namespace byte, numbers as eight
 * bytes big-endian, texts as UTF-8 with {@code 00} written as {@code 00 FF} and terminated by {@code 00 00}.
 */
public final class KeyBuilder {
    private byte[] bytes = new byte[64];
    private int length;

    KeyBuilder(byte namespace) {
        bytes[length++] = namespace;
    }

    /** Appends a text of any length and content. */
    public KeyBuilder text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        reserve(utf8.length * 2 + 2);
        for (byte b : utf8) {
            bytes[length++] = b;
            if (b == 0) {
                bytes[length++] = (byte) 0xFF;
            }
        }
        bytes[length++] = 0;
        bytes[length++] = 0;
        return this;
    }

    /**
     * Appends a prefix of a text, so that {@link #range} contains every text with this prefix. Must be the last
     * element.
     */
    public KeyBuilder textPrefix(String prefix) {
        text(prefix);
        length -= 2;
        return this;
    }

    /** Returns a text as encoded in keys, without its terminator. */
    public static byte[] escaped(String text) {
        KeyBuilder builder = new KeyBuilder((byte) 0).textPrefix(text);
        return Arrays.copyOfRange(builder.bytes, 1, builder.length);
    }

    /** Appends a number; the order of keys is correct for zero and above. */
    public KeyBuilder number(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("key number: " + number + " (expected: zero or more)");
        }
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (number >>> shift);
        }
        return this;
    }

    /** Appends a number so that larger numbers come first. */
    public KeyBuilder descending(long number) {
        return number(Long.MAX_VALUE - number);
    }

    /** Returns the tuple as one key. */
    public Key key() {
        return new Key(Arrays.copyOf(bytes, length));
    }

    /** Returns the range of all keys that begin with this tuple, including the tuple itself. */
    public KeyRange range() {
        byte[] end = Arrays.copyOf(bytes, length);
        int last = length - 1;
        while (last >= 0 && end[last] == (byte) 0xFF) {
            last--;
        }
        if (last < 0) {
            throw new IllegalStateException("key range without an end");
        }
        end = Arrays.copyOf(end, last + 1);
        end[last]++;
        return new KeyRange(key(), new Key(end));
    }

    private void reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
