// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.Arrays;
import java.util.HexFormat;

/** The key of a row: bytes in unsigned order. {@link KeySpace} builds keys; never join strings. */
public final class Key implements Comparable<Key> {
    /** The maximum length of a key in bytes, which is the bound of the strictest engine. */
    public static final int LENGTH_MAX = 10_000;

    private final byte[] bytes;

    Key(byte[] bytes) {
        if (bytes.length > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "key: " + bytes.length + " bytes (expected: at most " + LENGTH_MAX + ")");
        }
        this.bytes = bytes;
    }

    /** Returns a key with the bytes that an engine stored; the array is not copied and must not change. */
    public static Key of(byte[] bytes) {
        return new Key(bytes);
    }

    /** Returns the bytes without copying them: engines store them as they are. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the smallest key greater than this one. */
    Key successor() {
        return new Key(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
