// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.Row;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Small rows that were read lately, and absent ones: each request reads the same few again, and a call into the native
 * library costs ten times as much as a look here. Exact: a row is never seen here once its next commit has begun to be
 * written. One writer at a time, any number of readers.
 *
 * <p>Each slot has a version that is odd while one of its rows is being written and changes with each write. What was
 * read counts only while the version is the one from before the read.
 */
final class RowCache {
    /** The longest value that is kept, in bytes. */
    static final int VALUE_LENGTH_MAX = 512;

    private static final int SLOTS = 8_192;
    private static final int KEY_LENGTH_MAX = 256;

    private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);
    private final AtomicIntegerArray versions = new AtomicIntegerArray(SLOTS);

    private record Entry(Key key, @Nullable Row row, int version) {}

    /** Reads a row from where all rows are. */
    @FunctionalInterface
    interface Source<X extends Exception> {
        @Nullable
        Row read(Key key) throws X;
    }

    /** The row of a key, null when there is none. */
    <X extends Exception> @Nullable Row get(Key key, Source<X> source) throws X {
        int slot = slot(key);
        int version = versions.get(slot);
        Entry entry = entries.get(slot);
        if (entry != null && entry.version == version && entry.key.equals(key)) {
            return entry.row;
        }
        Row row = source.read(key);
        if (isStable(version) && isSmall(key, row)) {
            entries.set(slot, new Entry(key, row, version));
        }
        return row;
    }

    /** Called before the row is written; its slot answers nothing until {@link #written}. */
    void writing(Key key) {
        int slot = slot(key);
        int version = versions.get(slot);
        if (isStable(version)) {
            versions.set(slot, version + 1);
        }
    }

    /** Called for the same rows when they were written, or could not be. */
    void written(Key key) {
        int slot = slot(key);
        int version = versions.get(slot);
        if (!isStable(version)) {
            versions.set(slot, version + 1);
            entries.set(slot, null);
        }
    }

    private static boolean isStable(int version) {
        return (version & 1) == 0;
    }

    private static boolean isSmall(Key key, @Nullable Row row) {
        return key.bytes().length <= KEY_LENGTH_MAX && (row == null || row.value().length <= VALUE_LENGTH_MAX);
    }

    private static int slot(Key key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}
