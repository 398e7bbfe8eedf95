// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.Arrays;
import java.util.HexFormat;

/** A row's key: bytes in unsigned order. Made by {@link KeySpace}; never by joining strings. */
public final class Key implements Comparable<Key> {
    /** The longest key in bytes; the strictest engine's bound. */
    public static final int LENGTH_MAX = 10_000;

    private final byte[] bytes;

    Key(byte[] bytes) {
        if (bytes.length > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "key: " + bytes.length + " bytes (expected: at most " + LENGTH_MAX + ")");
        }
        this.bytes = bytes;
    }

    /** A key as an engine stored it; the array is not copied and must not change. */
    public static Key of(byte[] bytes) {
        return new Key(bytes);
    }

    /** The bytes themselves, not a copy: engines store them as they are. */
    public byte[] bytes() {
        return bytes;
    }

    /** The smallest key above this one. */
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
