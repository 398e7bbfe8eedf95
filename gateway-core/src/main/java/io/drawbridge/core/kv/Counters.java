// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.nio.ByteBuffer;

/** The form of counter rows: eight bytes, big-endian. */
public final class Counters {
    private Counters() {}

    /** The value of a counter row. */
    public static byte[] encode(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    /** The number in a counter row. */
    public static long decode(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }
}
