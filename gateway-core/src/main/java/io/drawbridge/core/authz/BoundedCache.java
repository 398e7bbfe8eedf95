// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A map that forgets: its entries never weigh more than a bound, by the estimate that each brings along. What goes when
 * room is needed is arbitrary; whoever misses it makes it again. Safe for many threads.
 */
public final class BoundedCache<K, V> {
    /** After room was made, this share of the bound may stay, so that not every new entry has to make room. */
    private static final double STAYING = 0.875;

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final long bytesMax;

    private record Entry<V>(V value, long bytes) {}

    /** @param bytesMax what all entries together may weigh */
    public BoundedCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** The value of a key; null when it was forgotten or never kept. */
    public @Nullable V get(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? null : entry.value;
    }

    /** Keeps a value, unless it alone is heavier than the bound; an older value of the key is forgotten in any case. */
    public void put(K key, V value, long estimatedBytes) {
        Entry<V> old =
                estimatedBytes > bytesMax ? entries.remove(key) : entries.put(key, new Entry<>(value, estimatedBytes));
        long added = estimatedBytes > bytesMax ? 0 : estimatedBytes;
        if (bytes.addAndGet(added - (old == null ? 0 : old.bytes)) > bytesMax) {
            makeRoom();
        }
    }

    private synchronized void makeRoom() {
        for (K key : List.copyOf(entries.keySet())) {
            if (bytes.get() <= bytesMax * STAYING) {
                return;
            }
            Entry<V> gone = entries.remove(key);
            bytes.addAndGet(gone == null ? 0 : -gone.bytes);
        }
    }

    /** How many entries there are. */
    public int size() {
        return entries.size();
    }

    /** The estimated weight of all entries. */
    public long bytes() {
        return bytes.get();
    }
}
