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
    static final byte[] VERSION_KEY = {0};

    private static final int VERSION_BYTES = 8;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private StoredRow() {}

    static byte[] encode(long commitVersion, byte[] value) {
        byte[] stored = new byte[VERSION_BYTES + value.length];
        LONG.set(stored, 0, commitVersion);
        System.arraycopy(value, 0, stored, VERSION_BYTES, value.length);
        return stored;
    }

    static Row decode(Key key, byte[] stored) {
        return new Row(key, value(stored), commitVersion(stored));
    }

    static byte[] value(byte[] stored) {
        return Arrays.copyOfRange(stored, VERSION_BYTES, stored.length);
    }

    static long commitVersion(byte[] stored) {
        if (stored.length < VERSION_BYTES) {
            throw new IllegalStateException("stored row of " + stored.length + " bytes (expected: at least 8)");
        }
        return (long) LONG.get(stored, 0);
    }
}
