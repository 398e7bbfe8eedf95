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

    private long[] commitVersions = new long[256];
    private long first;
    private long end;

    /** All changes with a greater commit version are present. */
    private long horizon;

    private long newest;

    /** Commit versions up to this one may have been reported for a lost commit and used again for another. */
    private long ambiguous = -1;

    /**
     * @param capacity the minimum number of changes to keep
     * @param commitVersion the newest commit version of the store; earlier changes are unknown
     */
    public RecentChanges(int capacity, long commitVersion) {
        this.capacity = Integer.highestOneBit(Math.max(256, capacity) * 2 - 1);
        this.horizon = commitVersion;
        this.newest = commitVersion;
    }

    /**
     * Adds a commit.
     *
     * @param commitVersion greater than the commit version before
     * @param changed each changed key once
     */
    public synchronized void add(long commitVersion, Collection<Key> changed) {
        if (commitVersion <= newest) {
            throw new IllegalArgumentException(
                    "commitVersion: " + commitVersion + " (expected: more than " + newest + ")");
        }
        for (Key key : changed) {
            add(commitVersion, key);
        }
        newest = commitVersion;
    }

    private void add(long commitVersion, Key key) {
        if (end - first == keys.length) {
            if (keys.length < capacity) {
                grow();
            } else {
                forgetFirst();
            }
        }
        int slot = slot(end++);
        keys[slot] = key;
        commitVersions[slot] = commitVersion;
        latest.put(key, commitVersion);
    }

    private void grow() {
        @Nullable Key[] oldKeys = keys;
        long[] oldVersions = commitVersions;
        int mask = oldKeys.length - 1;
        keys = new Key[oldKeys.length * 2];
        commitVersions = new long[oldKeys.length * 2];
        for (long n = first; n < end; n++) {
            keys[slot(n)] = oldKeys[(int) n & mask];
            commitVersions[slot(n)] = oldVersions[(int) n & mask];
        }
    }

    private void forgetFirst() {
        int slot = slot(first++);
        Key key = keys[slot];
        horizon = commitVersions[slot];
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
     * @param commitVersion the newest commit version of the store; may be less than before, when commits were lost
     */
    public synchronized void reset(long commitVersion) {
        if (commitVersion <= newest) {
            ambiguous = Math.max(ambiguous, newest);
        }
        latest.clear();
        Arrays.fill(keys, null);
        first = 0;
        end = 0;
        horizon = commitVersion;
        newest = commitVersion;
    }

    /** Returns whether the row changed after the commit version, or may have changed because the version is too old. */
    public synchronized boolean changedSince(Key key, long commitVersion) {
        if (commitVersion < horizon) {
            return true;
        }
        Long last = latest.get(key);
        return last != null && last > commitVersion;
    }

    /**
     * Returns whether a row in the range changed after the commit version, or may have because the version is too old.
     */
    public synchronized boolean changedSince(KeyRange range, long commitVersion) {
        if (commitVersion < horizon) {
            return true;
        }
        for (long n = end - 1; n >= first && commitVersions[slot(n)] > commitVersion; n--) {
            Key key = keys[slot(n)];
            if (key != null && range.contains(key)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the result of {@link KeyValueEngine#changes}. */
    public synchronized Changes changes(KeyRange range, long afterVersion, int max) {
        if (afterVersion < horizon || afterVersion > newest || isAmbiguous(afterVersion)) {
            return Changes.reset(newest);
        }
        List<Changes.Changed> changed = new ArrayList<>();
        long completeTo = newest;
        long begin = firstAfter(afterVersion);
        for (long n = begin; n < end; n++) {
            int slot = slot(n);
            Key key = keys[slot];
            boolean commitBegins = n == begin || commitVersions[slot(n - 1)] != commitVersions[slot];
            if (commitBegins && n > begin && (changed.size() >= max || n - begin >= SEEN_MAX)) {
                completeTo = commitVersions[slot(n - 1)];
                break;
            }
            if (key != null && range.contains(key)) {
                changed.add(new Changes.Changed(key, commitVersions[slot]));
            }
        }
        return new Changes(changed, completeTo, false);
    }

    /** Returns whether this commit version may have been reported to a reader for a commit that is lost. */
    public synchronized boolean isAmbiguous(long commitVersion) {
        return commitVersion <= ambiguous;
    }

    private long firstAfter(long commitVersion) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (commitVersions[slot(middle)] > commitVersion) {
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
