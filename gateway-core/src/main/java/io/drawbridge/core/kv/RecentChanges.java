// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last changes of a store, at most as many as the bound: what engines check conditions against, and what they tell
 * in {@link KeyValueEngine#changes}. Older ones are forgotten; whoever asks for them is told so. Safe for many threads.
 */
public final class RecentChanges {
    private static final int SEEN_MAX = 16_384;

    private final int capacity;
    private final Map<Key, Long> latest = new HashMap<>();

    /** A ring: change number n lies at n modulo its length, which is a power of two. */
    private @Nullable Key[] keys = new Key[256];

    private long[] stamps = new long[256];
    private long first;
    private long end;

    /** All changes with a greater stamp are known. */
    private long horizon;

    private long newest;

    /** Up to here a stamp may have been told for a commit that is lost, and used again for another. */
    private long ambiguous = -1;

    /**
     * @param capacity how many changes are remembered, at least
     * @param stamp the newest commit of the store; what came before is not known
     */
    public RecentChanges(int capacity, long stamp) {
        this.capacity = Integer.highestOneBit(Math.max(256, capacity) * 2 - 1);
        this.horizon = stamp;
        this.newest = stamp;
    }

    /**
     * Notes a commit.
     *
     * @param stamp greater than the one before
     * @param changed each key once
     */
    public synchronized void add(long stamp, Collection<Key> changed) {
        if (stamp <= newest) {
            throw new IllegalArgumentException("stamp: " + stamp + " (expected: more than " + newest + ")");
        }
        for (Key key : changed) {
            add(stamp, key);
        }
        newest = stamp;
    }

    private void add(long stamp, Key key) {
        if (end - first == keys.length) {
            if (keys.length < capacity) {
                grow();
            } else {
                forgetFirst();
            }
        }
        int slot = slot(end++);
        keys[slot] = key;
        stamps[slot] = stamp;
        latest.put(key, stamp);
    }

    private void grow() {
        @Nullable Key[] oldKeys = keys;
        long[] oldStamps = stamps;
        int mask = oldKeys.length - 1;
        keys = new Key[oldKeys.length * 2];
        stamps = new long[oldKeys.length * 2];
        for (long n = first; n < end; n++) {
            keys[slot(n)] = oldKeys[(int) n & mask];
            stamps[slot(n)] = oldStamps[(int) n & mask];
        }
    }

    private void forgetFirst() {
        int slot = slot(first++);
        Key key = keys[slot];
        horizon = stamps[slot];
        keys[slot] = null;
        if (key != null) {
            latest.remove(key, horizon);
        }
    }

    /** The newest commit that is known. */
    public synchronized long newest() {
        return newest;
    }

    /**
     * Forgets everything: the reader of changes starts anew, and whoever holds an older view gives way.
     *
     * @param stamp the newest commit of the store; may be less than before, when commits were lost
     */
    public synchronized void reset(long stamp) {
        if (stamp <= newest) {
            ambiguous = Math.max(ambiguous, newest);
        }
        latest.clear();
        Arrays.fill(keys, null);
        first = 0;
        end = 0;
        horizon = stamp;
        newest = stamp;
    }

    /** Whether the row changed after the stamp, or may have changed because that is too long ago to know. */
    public synchronized boolean changedSince(Key key, long stamp) {
        if (stamp < horizon) {
            return true;
        }
        Long last = latest.get(key);
        return last != null && last > stamp;
    }

    /** Whether a row of the range changed after the stamp, or may have because that is too long ago to know. */
    public synchronized boolean changedSince(KeyRange range, long stamp) {
        if (stamp < horizon) {
            return true;
        }
        for (long n = end - 1; n >= first && stamps[slot(n)] > stamp; n--) {
            Key key = keys[slot(n)];
            if (key != null && range.contains(key)) {
                return true;
            }
        }
        return false;
    }

    /** The answer to {@link KeyValueEngine#changes}. */
    public synchronized Changes changes(KeyRange range, long afterStamp, int max) {
        if (afterStamp < horizon || afterStamp > newest || isAmbiguous(afterStamp)) {
            return Changes.reset(newest);
        }
        List<Changes.Changed> found = new ArrayList<>();
        long completeTo = newest;
        long begin = firstAfter(afterStamp);
        for (long n = begin; n < end; n++) {
            int slot = slot(n);
            Key key = keys[slot];
            boolean commitBegins = n == begin || stamps[slot(n - 1)] != stamps[slot];
            if (commitBegins && n > begin && (found.size() >= max || n - begin >= SEEN_MAX)) {
                completeTo = stamps[slot(n - 1)];
                break;
            }
            if (key != null && range.contains(key)) {
                found.add(new Changes.Changed(key, stamps[slot]));
            }
        }
        return new Changes(found, completeTo, false);
    }

    /** Whether a reader of changes may have been told this stamp for a commit that is lost. */
    public synchronized boolean isAmbiguous(long stamp) {
        return stamp <= ambiguous;
    }

    private long firstAfter(long stamp) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (stamps[slot(middle)] > stamp) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int slot(long number) {
        return (int) number & (keys.length - 1);
    }
}
