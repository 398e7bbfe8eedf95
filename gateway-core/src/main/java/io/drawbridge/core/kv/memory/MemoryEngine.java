// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv.memory;

import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.ReadVersion;
import io.drawbridge.core.kv.RecentChanges;
import io.drawbridge.core.kv.RestartException;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.StoreFullException;
import io.drawbridge.core.kv.View;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An engine that keeps rows in memory only. Each key has a chain of versions, newest first, long enough for the oldest
 * open view; readers take a lock only briefly to open a view.
 */
public final class MemoryEngine implements KeyValueEngine {
    private static final int ROW_OVERHEAD_BYTES = 160;

    private static final int REFUSED_ONE_OF = 8;
    private static final int RESTARTED_ONE_OF = 8;
    private static final int READS_BEFORE_RESTART_MAX = 8;
    private static final int RECENT_CHANGES = 16_384;

    private final long bytesMax;
    private final @Nullable RandomGenerator unrest;
    private final ConcurrentNavigableMap<Key, Version> rows = new ConcurrentSkipListMap<>();
    private final ReentrantLock commitLock = new ReentrantLock();
    private final ReentrantLock viewLock = new ReentrantLock();
    private final TreeMap<Long, Integer> openViews = new TreeMap<>();
    private final ArrayDeque<Garbage> garbage = new ArrayDeque<>();
    private final RecentChanges recent = new RecentChanges(RECENT_CHANGES, 0);
    private volatile long newestVersion;
    private long bytesHeld;

    /** @param bytesMax the approximate bound for the bytes of all keys and values together */
    public MemoryEngine(long bytesMax) {
        this(bytesMax, null);
    }

    /**
     * An engine for tests that refuses one in eight commits without a reason, and throws {@link RestartException} at
     * one of the first reads in one in eight views. This exposes transaction functions that have other effects or
     * cannot run again.
     *
     * @param unrest chooses the commits and reads that fail; null for none
     */
    public MemoryEngine(long bytesMax, @Nullable RandomGenerator unrest) {
        this.bytesMax = bytesMax;
        this.unrest = unrest;
    }

    @Override
    public @Nullable Row get(Key key) {
        if (chosen(RESTARTED_ONE_OF)) {
            throw restart();
        }
        while (true) {
            long commitVersion = newestVersion;
            Version version = visible(rows.get(key), commitVersion);
            if (version != null) {
                return version.row(key);
            }
            // INVARIANT: an older version is removed only after a newer commit version was published.
            if (commitVersion == newestVersion) {
                return null;
            }
        }
    }

    @Override
    public View view() {
        viewLock.lock();
        try {
            long commitVersion = newestVersion;
            openViews.merge(commitVersion, 1, Integer::sum);
            return new MemoryView(commitVersion, readsUntilRestart());
        } finally {
            viewLock.unlock();
        }
    }

    /** Returns zero for never. */
    private int readsUntilRestart() {
        RandomGenerator random = unrest;
        if (random == null || !chosen(RESTARTED_ONE_OF)) {
            return 0;
        }
        synchronized (random) {
            return random.nextInt(1, READS_BEFORE_RESTART_MAX + 1);
        }
    }

    private boolean chosen(int oneOf) {
        RandomGenerator random = unrest;
        if (random == null) {
            return false;
        }
        // Most generators are not thread-safe.
        synchronized (random) {
            return random.nextInt(oneOf) == 0;
        }
    }

    private static RestartException restart() {
        return new RestartException("restarted at random");
    }

    @Override
    public boolean commit(Commit commit) {
        commitLock.lock();
        try {
            if (chosen(REFUSED_ONE_OF) || !holds(commit)) {
                return false;
            }
            long commitVersion = newestVersion + 1;
            Map<Key, Optional<byte[]>> changes = changes(commit);
            long growth = 0;
            for (Map.Entry<Key, Optional<byte[]>> change : changes.entrySet()) {
                growth += growth(change.getKey(), change.getValue());
            }
            if (growth > 0 && bytesHeld + growth > bytesMax) {
                throw new StoreFullException("memory store is full: " + bytesHeld + " of " + bytesMax
                        + " bytes; delete data, or start with a larger heap (-Xmx)");
            }
            changes.forEach((key, value) -> write(commitVersion, key, value.orElse(null)));
            bytesHeld += growth;
            newestVersion = commitVersion;
            recent.add(commitVersion, changes.keySet());
            collect();
            return true;
        } finally {
            commitLock.unlock();
        }
    }

    private boolean holds(Commit commit) {
        long viewVersion = commit.seen().commitVersion();
        if (!commit.conditions().isEmpty() && viewVersion > newestVersion) {
            return false;
        }
        for (Commit.Condition condition : commit.conditions()) {
            if (!holds(condition, viewVersion)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Commit.Condition condition, long viewVersion) {
        if (condition instanceof Commit.Condition.Absent absent) {
            Version version = rows.get(absent.key());
            return version == null || version.value == null;
        }
        if (condition instanceof Commit.Condition.Unchanged unchanged) {
            Version version = rows.get(unchanged.key());
            return version != null && version.value != null && version.commitVersion == unchanged.commitVersion();
        }
        KeyRange range = ((Commit.Condition.RangeUnchanged) condition).range();
        // Does not use the rows: when the view is closed, rows that were deleted after it may be gone.
        return range.isEmpty() || !recent.changedSince(range, viewVersion);
    }

    private void write(long commitVersion, Key key, byte @Nullable [] value) {
        Version previous = rows.get(key);
        rows.put(key, new Version(commitVersion, value, previous));
        if (previous != null || value == null) {
            garbage.add(new Garbage(key, commitVersion));
        }
    }

    /** Returns the rows after all operations in order; a row without a value is removed. */
    private Map<Key, Optional<byte[]>> changes(Commit commit) {
        TreeMap<Key, Optional<byte[]>> changes = new TreeMap<>();
        for (Commit.Operation operation : commit.operations()) {
            if (operation instanceof Commit.Operation.Put put) {
                changes.put(put.key(), Optional.of(put.value()));
            } else if (operation instanceof Commit.Operation.Delete delete) {
                if (rows.containsKey(delete.key()) || changes.containsKey(delete.key())) {
                    changes.put(delete.key(), Optional.empty());
                }
            } else if (operation instanceof Commit.Operation.Add add) {
                Optional<byte[]> changed = changes.get(add.key());
                Version version = rows.get(add.key());
                byte[] oldValue = changed == null ? version == null ? null : version.value : changed.orElse(null);
                long sum = oldValue == null ? 0 : Counters.decode(oldValue);
                changes.put(add.key(), Optional.of(Counters.encode(sum + add.delta())));
            } else if (operation instanceof Commit.Operation.DeleteRange deleted
                    && !deleted.range().isEmpty()) {
                KeyRange range = deleted.range();
                changes.subMap(range.from(), range.to()).replaceAll((key, value) -> Optional.empty());
                rows.subMap(range.from(), range.to()).forEach((key, version) -> {
                    if (version.value != null) {
                        changes.put(key, Optional.empty());
                    }
                });
            }
        }
        return changes;
    }

    private long growth(Key key, Optional<byte[]> value) {
        Version previous = rows.get(key);
        byte[] oldValue = previous == null ? null : previous.value;
        return value.map(bytes -> size(key, bytes)).orElse(0L) - (oldValue == null ? 0 : size(key, oldValue));
    }

    private static long size(Key key, byte[] value) {
        return (long) key.bytes().length + value.length + ROW_OVERHEAD_BYTES;
    }

    /** Removes versions that no open view can reach. */
    private void collect() {
        long oldest = oldestView();
        while (true) {
            Garbage next = garbage.peek();
            if (next == null || next.commitVersion > oldest) {
                return;
            }
            garbage.remove();
            Version head = rows.get(next.key);
            if (head == null) {
                continue;
            }
            if (head.value == null && head.commitVersion <= oldest) {
                rows.remove(next.key, head);
                continue;
            }
            Version reachable = visible(head, oldest);
            if (reachable != null) {
                reachable.previous = null;
            }
        }
    }

    private long oldestView() {
        viewLock.lock();
        try {
            return openViews.isEmpty() ? newestVersion : Math.min(newestVersion, openViews.firstKey());
        } finally {
            viewLock.unlock();
        }
    }

    /**
     * Returns the newest version at or before the commit version; null when there is none. A deleted version counts.
     */
    private static @Nullable Version visible(@Nullable Version head, long commitVersion) {
        Version version = head;
        while (version != null && version.commitVersion > commitVersion) {
            version = version.previous;
        }
        return version;
    }

    @Override
    public Changes changes(KeyRange range, long afterVersion, int max) {
        return recent.changes(range, afterVersion, max);
    }

    @Override
    public Blocking blocking() {
        return Blocking.NEVER;
    }

    @Override
    public void close() {
        rows.clear();
    }

    private static final class Version {
        final long commitVersion;
        final byte @Nullable [] value;
        volatile @Nullable Version previous;

        Version(long commitVersion, byte @Nullable [] value, @Nullable Version previous) {
            this.commitVersion = commitVersion;
            this.value = value;
            this.previous = previous;
        }

        @Nullable
        Row row(Key key) {
            byte[] bytes = value;
            return bytes == null ? null : new Row(key, bytes, commitVersion);
        }
    }

    private record Garbage(Key key, long commitVersion) {}

    private final class MemoryView implements View {
        private final long commitVersion;
        private int readsUntilRestart;
        private boolean closed;

        MemoryView(long commitVersion, int readsUntilRestart) {
            this.commitVersion = commitVersion;
            this.readsUntilRestart = readsUntilRestart;
        }

        private void reading() {
            if (readsUntilRestart > 0 && --readsUntilRestart == 0) {
                throw restart();
            }
        }

        @Override
        public ReadVersion readVersion() {
            return new ReadVersion(commitVersion, 0);
        }

        @Override
        public @Nullable Row get(Key key) {
            reading();
            Version version = visible(rows.get(key), commitVersion);
            return version == null ? null : version.row(key);
        }

        @Override
        public Cursor scan(KeyRange range, boolean reverse) {
            if (range.isEmpty()) {
                return () -> null;
            }
            ConcurrentNavigableMap<Key, Version> rangeRows = rows.subMap(range.from(), range.to());
            Iterator<Map.Entry<Key, Version>> entries =
                    (reverse ? rangeRows.descendingMap() : rangeRows).entrySet().iterator();
            return () -> {
                reading();
                while (entries.hasNext()) {
                    Map.Entry<Key, Version> entry = entries.next();
                    Version version = visible(entry.getValue(), commitVersion);
                    Row row = version == null ? null : version.row(entry.getKey());
                    if (row != null) {
                        return row;
                    }
                }
                return null;
            };
        }

        @Override
        public void close() {
            viewLock.lock();
            try {
                if (!closed) {
                    closed = true;
                    openViews.computeIfPresent(commitVersion, (key, count) -> count == 1 ? null : count - 1);
                }
            } finally {
                viewLock.unlock();
            }
        }
    }
}
