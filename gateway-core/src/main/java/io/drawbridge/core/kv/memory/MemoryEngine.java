// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv.memory;

import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.StoreFullException;
import io.drawbridge.core.kv.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Rows in memory, kept nowhere. Each key holds a chain of versions, newest first, long enough for the oldest open view;
 * readers take no lock but a short one to open a view.
 */
public final class MemoryEngine implements KeyValueEngine {
    private static final int ROW_OVERHEAD_BYTES = 160;

    private final long bytesMax;
    private final ConcurrentNavigableMap<Key, Version> rows = new ConcurrentSkipListMap<>();
    private final ReentrantLock commitLock = new ReentrantLock();
    private final ReentrantLock viewLock = new ReentrantLock();
    private final TreeMap<Long, Integer> openViews = new TreeMap<>();
    private final ArrayDeque<Garbage> garbage = new ArrayDeque<>();
    private volatile long newestStamp;
    private long bytesHeld;

    /** @param bytesMax the bound of all keys and values together, in bytes, about */
    public MemoryEngine(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    public @Nullable Row get(Key key) {
        while (true) {
            long stamp = newestStamp;
            Version version = visible(rows.get(key), stamp);
            if (version != null) {
                return version.row(key);
            }
            // INVARIANT: an older version is cut off only after a newer stamp was published.
            if (stamp == newestStamp) {
                return null;
            }
        }
    }

    @Override
    public View view() {
        viewLock.lock();
        try {
            long stamp = newestStamp;
            openViews.merge(stamp, 1, Integer::sum);
            return new MemoryView(stamp);
        } finally {
            viewLock.unlock();
        }
    }

    @Override
    public boolean commit(Commit commit) {
        commitLock.lock();
        try {
            if (!holds(commit)) {
                return false;
            }
            long stamp = newestStamp + 1;
            List<Change> changes = changes(commit);
            long growth = 0;
            for (Change change : changes) {
                growth += change.growth;
            }
            if (growth > 0 && bytesHeld + growth > bytesMax) {
                throw new StoreFullException("memory store is full: " + bytesHeld + " of " + bytesMax
                        + " bytes; delete data, or start with a larger heap (-Xmx)");
            }
            for (Change change : changes) {
                Version previous = rows.get(change.key);
                rows.put(change.key, new Version(stamp, change.value, previous));
                if (previous != null || change.value == null) {
                    garbage.add(new Garbage(change.key, stamp));
                }
            }
            bytesHeld += growth;
            newestStamp = stamp;
            collect();
            return true;
        } finally {
            commitLock.unlock();
        }
    }

    private boolean holds(Commit commit) {
        for (Commit.Condition condition : commit.conditions()) {
            if (!holds(condition, commit.viewStamp())) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Commit.Condition condition, long viewStamp) {
        if (condition instanceof Commit.Condition.Absent absent) {
            Version version = rows.get(absent.key());
            return version == null || version.value == null;
        }
        if (condition instanceof Commit.Condition.Unchanged unchanged) {
            Version version = rows.get(unchanged.key());
            return version != null && version.value != null && version.stamp == unchanged.stamp();
        }
        KeyRange range = ((Commit.Condition.RangeUnchanged) condition).range();
        // Deleted rows still stand in the map while a view older than their deletion is open.
        for (Version version : rows.subMap(range.from(), range.to()).values()) {
            if (version.stamp > viewStamp) {
                return false;
            }
        }
        return true;
    }

    private List<Change> changes(Commit commit) {
        List<Change> changes = new ArrayList<>(commit.operations().size());
        for (Commit.Operation operation : commit.operations()) {
            if (operation instanceof Commit.Operation.Put put) {
                changes.add(change(put.key(), put.value()));
            } else if (operation instanceof Commit.Operation.Delete delete) {
                if (rows.containsKey(delete.key())) {
                    changes.add(change(delete.key(), null));
                }
            } else if (operation instanceof Commit.Operation.Add add) {
                Version version = rows.get(add.key());
                long sum = version == null || version.value == null ? 0 : Counters.decode(version.value);
                changes.add(change(add.key(), Counters.encode(sum + add.delta())));
            } else if (operation instanceof Commit.Operation.DeleteRange deleted) {
                KeyRange range = deleted.range();
                for (Key key : rows.subMap(range.from(), range.to()).keySet()) {
                    changes.add(change(key, null));
                }
            }
        }
        return changes;
    }

    private Change change(Key key, byte @Nullable [] value) {
        Version previous = rows.get(key);
        long before = previous == null || previous.value == null ? 0 : size(key, previous.value);
        return new Change(key, value, (value == null ? 0 : size(key, value)) - before);
    }

    private static long size(Key key, byte[] value) {
        return (long) key.bytes().length + value.length + ROW_OVERHEAD_BYTES;
    }

    /** Cuts off versions that no open view can reach. */
    private void collect() {
        long oldest = oldestView();
        while (true) {
            Garbage next = garbage.peek();
            if (next == null || next.stamp > oldest) {
                return;
            }
            garbage.remove();
            Version head = rows.get(next.key);
            if (head == null) {
                continue;
            }
            if (head.value == null && head.stamp <= oldest) {
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
            return openViews.isEmpty() ? newestStamp : Math.min(newestStamp, openViews.firstKey());
        } finally {
            viewLock.unlock();
        }
    }

    /** The newest version not after the stamp; null when there is none. A deleted one counts. */
    private static @Nullable Version visible(@Nullable Version head, long stamp) {
        Version version = head;
        while (version != null && version.stamp > stamp) {
            version = version.previous;
        }
        return version;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public void close() {
        rows.clear();
    }

    private static final class Version {
        final long stamp;
        final byte @Nullable [] value;
        volatile @Nullable Version previous;

        Version(long stamp, byte @Nullable [] value, @Nullable Version previous) {
            this.stamp = stamp;
            this.value = value;
            this.previous = previous;
        }

        @Nullable
        Row row(Key key) {
            byte[] bytes = value;
            return bytes == null ? null : new Row(key, bytes, stamp);
        }
    }

    private static final class Change {
        final Key key;
        final byte @Nullable [] value;
        final long growth;

        Change(Key key, byte @Nullable [] value, long growth) {
            this.key = key;
            this.value = value;
            this.growth = growth;
        }
    }

    private record Garbage(Key key, long stamp) {}

    private final class MemoryView implements View {
        private final long stamp;
        private boolean closed;

        MemoryView(long stamp) {
            this.stamp = stamp;
        }

        @Override
        public long stamp() {
            return stamp;
        }

        @Override
        public @Nullable Row get(Key key) {
            Version version = visible(rows.get(key), stamp);
            return version == null ? null : version.row(key);
        }

        @Override
        public Cursor scan(KeyRange range, boolean reverse) {
            if (range.isEmpty()) {
                return () -> null;
            }
            ConcurrentNavigableMap<Key, Version> part = rows.subMap(range.from(), range.to());
            Iterator<Map.Entry<Key, Version>> entries =
                    (reverse ? part.descendingMap() : part).entrySet().iterator();
            return () -> {
                while (entries.hasNext()) {
                    Map.Entry<Key, Version> entry = entries.next();
                    Version version = visible(entry.getValue(), stamp);
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
                    openViews.computeIfPresent(stamp, (key, count) -> count == 1 ? null : count - 1);
                }
            } finally {
                viewLock.unlock();
            }
        }
    }
}
