// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.nio.charset.StandardCharsets;

/** Decodes a tuple from key bytes, in the order in which {@link KeyBuilder} encoded it. */
public final class KeyReader {
    private final byte[] bytes;
    private int position = 1;

    KeyReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the next element, which {@link KeyBuilder#text} wrote. */
    public String text() {
        byte[] utf8 = new byte[bytes.length - position];
        int length = 0;
        while (true) {
            byte b = bytes[position++];
            if (b == 0 && bytes[position++] == 0) {
                return new String(utf8, 0, length, StandardCharsets.UTF_8);
            }
            utf8[length++] = b;
        }
    }

    /** Returns the next element, which {@link KeyBuilder#number} wrote. */
    public long number() {
        long number = 0;
        for (int i = 0; i < 8; i++) {
            number = number << 8 | (bytes[position++] & 0xFF);
        }
        return number;
    }

    /** Returns the next element, which {@link KeyBuilder#descending} wrote. */
    public long descending() {
        return Long.MAX_VALUE - number();
    }
}
