// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.nio.ByteBuffer;

/** The encoding of counter rows: eight bytes, big-endian. */
public final class Counters {
    private Counters() {}

    /** Returns the value of a counter row for the number. */
    public static byte[] encode(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    /** Returns the number in the value of a counter row. */
    public static long decode(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }
}
