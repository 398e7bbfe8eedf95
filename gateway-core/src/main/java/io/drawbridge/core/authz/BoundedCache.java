// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A map whose entries never weigh more than a bound, by the estimate given with each entry. When the cache needs room
 * it evicts arbitrary entries; the caller of a missing value creates it again. Safe for many threads.
 */
public final class BoundedCache<K, V> {
    /** Eviction continues down to this share of the bound, so that not every new entry has to evict another. */
    private static final double EVICTION_TARGET = 0.875;

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final long bytesMax;

    private record Entry<V>(V value, long bytes) {}

    /** @param bytesMax the bound for the weight of all entries together */
    public BoundedCache(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Returns the value of a key; null when it was evicted or never stored. */
    public @Nullable V get(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? null : entry.value;
    }

    /** Stores a value, unless it alone exceeds the bound; an older value of the key is removed in any case. */
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
            if (bytes.get() <= bytesMax * EVICTION_TARGET) {
                return;
            }
            Entry<V> evicted = entries.remove(key);
            bytes.addAndGet(evicted == null ? 0 : -evicted.bytes);
        }
    }

    /** Returns the number of entries. */
    public int size() {
        return entries.size();
    }

    /** Returns the estimated weight of all entries. */
    public long bytes() {
        return bytes.get();
    }
}
