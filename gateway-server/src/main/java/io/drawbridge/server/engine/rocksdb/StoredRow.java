// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.Row;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The format of a stored value: its commit version, eight bytes big-endian, and the value itself. */
final class StoredRow {
    /** The key of the row with the newest commit version; before every key space. */
    static final byte[] STAMP_KEY = {0};

    private static final int STAMP_BYTES = 8;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private StoredRow() {}

    static byte[] encode(long stamp, byte[] value) {
        byte[] stored = new byte[STAMP_BYTES + value.length];
        LONG.set(stored, 0, stamp);
        System.arraycopy(value, 0, stored, STAMP_BYTES, value.length);
        return stored;
    }

    static Row decode(Key key, byte[] stored) {
        return new Row(key, value(stored), stamp(stored));
    }

    static byte[] value(byte[] stored) {
        return Arrays.copyOfRange(stored, STAMP_BYTES, stored.length);
    }

    static long stamp(byte[] stored) {
        if (stored.length < STAMP_BYTES) {
            throw new IllegalStateException("stored row of " + stored.length + " bytes (expected: at least 8)");
        }
        return (long) LONG.get(stored, 0);
    }
}
