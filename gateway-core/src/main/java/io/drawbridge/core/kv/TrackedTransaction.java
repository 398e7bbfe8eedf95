// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records reads as conditions and buffers writes until the commit. */
final class TrackedTransaction implements Transaction {
    private final View view;
    private final Map<Key, Commit.Condition> reads = new LinkedHashMap<>();
    private final List<Supplier<KeyRange>> scans = new ArrayList<>(0);
    private final NavigableMap<Key, Optional<byte[]>> writes = new TreeMap<>();
    private final Map<Key, Long> additions = new TreeMap<>();
    private long bytesWritten;

    TrackedTransaction(View view) {
        this.view = view;
    }

    @Override
    public Optional<byte[]> get(Key key) {
        Optional<byte[]> written = writes.get(key);
        if (written != null) {
            return written;
        }
        Row row = view.get(key);
        reads.putIfAbsent(
                key,
                row == null
                        ? new Commit.Condition.Absent(key)
                        : new Commit.Condition.Unchanged(key, row.commitVersion()));
        return row == null ? Optional.empty() : Optional.of(row.value());
    }

    @Override
    public Scan scan(KeyRange range) {
        return tracked(range, false);
    }

    @Override
    public Scan scanReverse(KeyRange range) {
        return tracked(range, true);
    }

    private Scan tracked(KeyRange range, boolean reverse) {
        TrackedScan scan = new TrackedScan(range, reverse);
        scans.add(scan::covered);
        return scan;
    }

    @Override
    public Scan scanGroups(KeyRange range, SkipScan groups) {
        if (!writes.isEmpty()) {
            throw new IllegalStateException("groups are read before anything is written");
        }
        // The whole range becomes a condition, however little is read: no transaction writes after it scans groups.
        scans.add(() -> range);
        return view.scanGroups(range, groups)::next;
    }

    @Override
    public void put(Key key, byte[] value) {
        if (value.length > Row.VALUE_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "value: " + value.length + " bytes (expected: at most " + Row.VALUE_LENGTH_MAX + ")");
        }
        write(key, Optional.of(value));
    }

    @Override
    public void delete(Key key) {
        write(key, Optional.empty());
    }

    private void write(Key key, Optional<byte[]> value) {
        bytesWritten += key.bytes().length + value.map(bytes -> bytes.length).orElse(0);
        if (bytesWritten > Commit.BYTES_MAX) {
            throw new IllegalArgumentException(
                    "transaction writes " + bytesWritten + " bytes (expected: at most " + Commit.BYTES_MAX + ")");
        }
        writes.put(key, value);
    }

    @Override
    public void add(Key key, long delta) {
        additions.merge(key, delta, Long::sum);
    }

    boolean wrote() {
        return !writes.isEmpty() || !additions.isEmpty();
    }

    Commit commit(Durability durability) {
        List<Commit.Condition> conditions = new ArrayList<>(reads.values());
        for (Supplier<KeyRange> scan : scans) {
            KeyRange covered = scan.get();
            if (!covered.isEmpty()) {
                conditions.add(new Commit.Condition.RangeUnchanged(covered));
            }
        }
        List<Commit.Operation> operations = new ArrayList<>(writes.size() + additions.size());
        writes.forEach((key, value) -> operations.add(
                value.isPresent() ? new Commit.Operation.Put(key, value.get()) : new Commit.Operation.Delete(key)));
        additions.forEach((key, delta) -> operations.add(new Commit.Operation.Add(key, delta)));
        return new Commit(view.readVersion(), conditions, operations, durability);
    }

    /** Merges the rows of the view with own writes, and records how far the scan was read. */
    private final class TrackedScan implements Scan {
        private final KeyRange range;
        private final boolean reverse;
        private final View.Cursor stored;
        private @Nullable Row pending;
        private @Nullable Key last;
        private boolean finished;

        TrackedScan(KeyRange range, boolean reverse) {
            this.range = range;
            this.reverse = reverse;
            this.stored = view.scan(range, reverse);
            this.pending = stored.next();
        }

        @Override
        public @Nullable Row next() {
            while (true) {
                Map.Entry<Key, Optional<byte[]>> ownWrite = nextOwnWrite();
                Row candidate = pending;
                if (ownWrite == null && candidate == null) {
                    finished = true;
                    return null;
                }
                int order = ownWrite == null
                        ? 1
                        : candidate == null ? -1 : ownWrite.getKey().compareTo(candidate.key());
                if (reverse && ownWrite != null && candidate != null) {
                    order = -order;
                }
                if (order >= 0) {
                    pending = stored.next();
                }
                if (ownWrite == null || order > 0) {
                    last = candidate == null ? null : candidate.key();
                    return candidate;
                }
                last = ownWrite.getKey();
                if (ownWrite.getValue().isPresent()) {
                    return new Row(ownWrite.getKey(), ownWrite.getValue().get(), Long.MAX_VALUE);
                }
            }
        }

        private Map.@Nullable Entry<Key, Optional<byte[]>> nextOwnWrite() {
            Key position = last;
            Map.Entry<Key, Optional<byte[]>> entry;
            if (reverse) {
                entry = position == null ? writes.lowerEntry(range.to()) : writes.lowerEntry(position);
                return entry == null || entry.getKey().compareTo(range.from()) < 0 ? null : entry;
            }
            entry = position == null ? writes.ceilingEntry(range.from()) : writes.higherEntry(position);
            return entry == null || entry.getKey().compareTo(range.to()) >= 0 ? null : entry;
        }

        private KeyRange covered() {
            Key position = last;
            if (finished) {
                return range;
            }
            if (position == null) {
                return new KeyRange(range.from(), range.from());
            }
            return reverse ? range.startingAt(position) : new KeyRange(range.from(), position.successor());
        }
    }
}
