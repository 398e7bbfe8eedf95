// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.Row;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A cache of rows that were read recently, including absent ones. Each request reads the same few rows again; a call of
 * the native library costs ten times as much as a look-up here, and may wait for the device. Rows longer than {@value
 * #SHORT_LENGTH_MAX} bytes, which are bodies of objects, share a limited number of bytes. The cache is exact: it never
 * returns a row after a newer commit of the row has begun to be written. One writer at a time, any number of readers.
 *
 * <p>A key belongs to one slot, and its row may be in any slot of a group of neighbours: otherwise two keys of one slot
 * would evict each other again and again. Each slot has a version that is odd while one of its keys is being written
 * and changes with each write. A row that was read is stored only if the version did not change since before the read.
 */
final class RowCache {
    /** The longest value that is cached, in bytes. */
    static final int VALUE_LENGTH_MAX = 32 << 10;

    private static final int SHORT_LENGTH_MAX = 512;
    private static final int SLOTS = 8_192;
    private static final int GROUP = 4;
    private static final int KEY_LENGTH_MAX = 256;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);
    private final AtomicIntegerArray versions = new AtomicIntegerArray(SLOTS);
    private final long longBytesMax;
    private final AtomicLong longBytes = new AtomicLong();
    private final AtomicInteger hand = new AtomicInteger();

    /** @param longBytesMax the limit for all long rows together */
    RowCache(long longBytesMax) {
        this.longBytesMax = longBytesMax;
    }

    private record Entry(Key key, @Nullable Row row, int slot, int version) {
        /** Returns the number of bytes that count against the limit. */
        int longLength() {
            return row == null || row.value().length <= SHORT_LENGTH_MAX ? 0 : row.value().length;
        }
    }

    /** Reads a row from the database. */
    @FunctionalInterface
    interface Source<X extends Exception> {
        @Nullable
        Row read(Key key) throws X;
    }

    /** Returns the row of a key, or null when there is none. */
    <X extends Exception> @Nullable Row get(Key key, Source<X> source) throws X {
        int slot = slot(key);
        int version = versions.get(slot);
        for (int way = 0; way < GROUP; way++) {
            Entry entry = entries.get(slot ^ way);
            if (entry != null && entry.slot == slot && entry.key.equals(key)) {
                if (entry.version == version) {
                    return entry.row;
                }
                break;
            }
        }
        Row row = source.read(key);
        if (isStable(version) && isSmall(key, row)) {
            keep(place(slot, key), new Entry(key, row, slot, version));
        }
        return row;
    }

    /** Returns the slot for a row of the key: one with an outdated row if there is any. */
    private int place(int slot, Key key) {
        int free = -1;
        for (int way = 0; way < GROUP; way++) {
            Entry entry = entries.get(slot ^ way);
            if (entry != null && entry.slot == slot && entry.key.equals(key)) {
                return slot ^ way;
            }
            if (free < 0 && (entry == null || entry.version != versions.get(entry.slot))) {
                free = slot ^ way;
            }
        }
        return free >= 0 ? free : slot ^ ThreadLocalRandom.current().nextInt(GROUP);
    }

    private void keep(int place, @Nullable Entry entry) {
        Entry old = entries.getAndSet(place, entry);
        int addedBytes = (entry == null ? 0 : entry.longLength()) - (old == null ? 0 : old.longLength());
        if (addedBytes != 0 && longBytes.addAndGet(addedBytes) > longBytesMax && addedBytes > 0) {
            makeRoom();
        }
    }

    /** Evicts long rows from the next slots in turn. */
    private void makeRoom() {
        for (int i = 0; i < SLOTS && longBytes.get() > longBytesMax; i++) {
            int slot = hand.getAndIncrement() & (SLOTS - 1);
            Entry entry = entries.get(slot);
            if (entry != null && entry.longLength() > 0 && entries.compareAndSet(slot, entry, null)) {
                longBytes.addAndGet(-entry.longLength());
            }
        }
    }

    /** Returns the bytes of all cached long rows. */
    long longBytes() {
        return longBytes.get();
    }

    /** Called before the row is written; its slot returns nothing until {@link #written}. */
    void writing(Key key) {
        int slot = slot(key);
        int version = versions.get(slot);
        if (isStable(version)) {
            versions.set(slot, version + 1);
        }
    }

    /** Called for the same rows after they were written, or could not be written. */
    void written(Key key) {
        int slot = slot(key);
        int version = versions.get(slot);
        if (!isStable(version)) {
            versions.set(slot, version + 1);
            for (int way = 0; way < GROUP; way++) {
                Entry entry = entries.get(slot ^ way);
                if (entry != null && entry.slot == slot && entry.key.equals(key)) {
                    keep(slot ^ way, null);
                }
            }
        }
    }

    private static boolean isStable(int version) {
        return (version & 1) == 0;
    }

    private static boolean isSmall(Key key, @Nullable Row row) {
        return key.bytes().length <= KEY_LENGTH_MAX && (row == null || row.value().length <= VALUE_LENGTH_MAX);
    }

    /**
     * Returns the slot of a key. Keys differ in a few characters at their ends: their own hash codes would crowd some
     * of the slots.
     */
    private static int slot(Key key) {
        byte[] bytes = key.bytes();
        long hash = bytes.length;
        int i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            hash = mixed(hash ^ (long) WORDS.get(bytes, i));
        }
        for (; i < bytes.length; i++) {
            hash = mixed(hash ^ bytes[i]);
        }
        return (int) (hash >>> 32) & (SLOTS - 1);
    }

    private static long mixed(long value) {
        long product = value * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 32);
    }
}
