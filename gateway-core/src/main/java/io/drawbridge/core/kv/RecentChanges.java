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
 * The last changes of a store, up to a bound. Engines check conditions against them and return them from {@link
 * KeyValueEngine#changes}. Older changes are dropped; a reader that needs them gets a reset. Safe for many threads.
 */
public final class RecentChanges {
    private static final int SEEN_MAX = 16_384;

    private final int capacity;
    private final Map<Key, Long> latest = new HashMap<>();

    /** A ring buffer: change number n is at index n modulo its length, which is a power of two. */
    private @Nullable Key[] keys = new Key[256];

    private long[] stamps = new long[256];
    private long first;
    private long end;

    /** All changes with a greater commit version are present. */
    private long horizon;

    private long newest;

    /** Commit versions up to this one may have been reported for a lost commit and used again for another. */
    private long ambiguous = -1;

    /**
     * @param capacity the minimum number of changes to keep
     * @param stamp the newest commit version of the store; earlier changes are unknown
     */
    public RecentChanges(int capacity, long stamp) {
        this.capacity = Integer.highestOneBit(Math.max(256, capacity) * 2 - 1);
        this.horizon = stamp;
        this.newest = stamp;
    }

    /**
     * Adds a commit.
     *
     * @param stamp greater than the commit version before
     * @param changed each changed key once
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

    /** Returns the newest commit version. */
    public synchronized long newest() {
        return newest;
    }

    /**
     * Removes everything: readers of changes start again, and commits from older views are refused.
     *
     * @param stamp the newest commit version of the store; may be less than before, when commits were lost
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

    /** Returns whether the row changed after the commit version, or may have changed because the version is too old. */
    public synchronized boolean changedSince(Key key, long stamp) {
        if (stamp < horizon) {
            return true;
        }
        Long last = latest.get(key);
        return last != null && last > stamp;
    }

    /**
     * Returns whether a row in the range changed after the commit version, or may have because the version is too old.
     */
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

    /** Returns the result of {@link KeyValueEngine#changes}. */
    public synchronized Changes changes(KeyRange range, long afterStamp, int max) {
        if (afterStamp < horizon || afterStamp > newest || isAmbiguous(afterStamp)) {
            return Changes.reset(newest);
        }
        List<Changes.Changed> changed = new ArrayList<>();
        long completeTo = newest;
        long begin = firstAfter(afterStamp);
        for (long n = begin; n < end; n++) {
            int slot = slot(n);
            Key key = keys[slot];
            boolean commitBegins = n == begin || stamps[slot(n - 1)] != stamps[slot];
            if (commitBegins && n > begin && (changed.size() >= max || n - begin >= SEEN_MAX)) {
                completeTo = stamps[slot(n - 1)];
                break;
            }
            if (key != null && range.contains(key)) {
                changed.add(new Changes.Changed(key, stamps[slot]));
            }
        }
        return new Changes(changed, completeTo, false);
    }

    /** Returns whether this commit version may have been reported to a reader for a commit that is lost. */
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
