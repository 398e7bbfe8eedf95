// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.RecentChanges;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/**
 * Commits that are written together: each sees the ones before it, as if it had come a moment later. Nothing of it
 * leaves this object until it is written.
 */
final class RocksGroup implements AutoCloseable {
    private static final int POINT_DELETES_MAX = 256;

    private final RocksDB db;
    private final RecentChanges recent;
    private final WriteBatch batch = new WriteBatch();
    private final NavigableMap<Key, Optional<byte[]>> pending = new TreeMap<>();
    private final List<Accepted> accepted = new ArrayList<>();
    private long stamp;

    /** @param stamp of the newest commit before this group */
    RocksGroup(RocksDB db, RecentChanges recent, long stamp) {
        this.db = db;
        this.recent = recent;
        this.stamp = stamp;
    }

    /** A commit of the group and what it changes. */
    record Accepted(long stamp, Set<Key> changed) {}

    /** Adds the commit when its conditions hold. */
    boolean add(Commit commit) throws RocksDBException {
        for (Commit.Condition condition : commit.conditions()) {
            if (!holds(condition, commit.viewStamp())) {
                return false;
            }
        }
        stamp++;
        Set<Key> changed = new LinkedHashSet<>(commit.operations().size() * 2);
        for (Commit.Operation operation : commit.operations()) {
            apply(operation, changed);
        }
        accepted.add(new Accepted(stamp, changed));
        return true;
    }

    private boolean holds(Commit.Condition condition, long viewStamp) {
        if (condition instanceof Commit.Condition.RangeUnchanged unchanged) {
            KeyRange range = unchanged.range();
            return range.isEmpty()
                    || (pending.subMap(range.from(), range.to()).isEmpty() && !recent.changedSince(range, viewStamp));
        }
        Key key = condition instanceof Commit.Condition.Absent absent
                ? absent.key()
                : ((Commit.Condition.Unchanged) condition).key();
        return !pending.containsKey(key) && !recent.changedSince(key, viewStamp);
    }

    private void apply(Commit.Operation operation, Set<Key> changed) throws RocksDBException {
        if (operation instanceof Commit.Operation.Put put) {
            put(put.key(), put.value(), changed);
        } else if (operation instanceof Commit.Operation.Delete delete) {
            batch.delete(delete.key().bytes());
            note(delete.key(), Optional.empty(), changed);
        } else if (operation instanceof Commit.Operation.Add add) {
            put(add.key(), Counters.encode(counter(add.key()) + add.delta()), changed);
        } else if (operation instanceof Commit.Operation.DeleteRange deleted
                && !deleted.range().isEmpty()) {
            deleteRange(deleted.range(), changed);
        }
    }

    private void put(Key key, byte[] value, Set<Key> changed) throws RocksDBException {
        batch.put(key.bytes(), StoredRow.encode(stamp, value));
        note(key, Optional.of(value), changed);
    }

    private void note(Key key, Optional<byte[]> value, Set<Key> changed) {
        pending.put(key, value);
        changed.add(key);
    }

    private long counter(Key key) throws RocksDBException {
        Optional<byte[]> own = pending.get(key);
        if (own != null) {
            return own.map(Counters::decode).orElse(0L);
        }
        byte[] stored = db.get(key.bytes());
        return stored == null ? 0 : Counters.decode(StoredRow.value(stored));
    }

    private void deleteRange(KeyRange range, Set<Key> changed) throws RocksDBException {
        List<Key> gone = new ArrayList<>();
        try (Slice from = new Slice(range.from().bytes());
                Slice to = new Slice(range.to().bytes());
                ReadOptions options = new ReadOptions()
                        .setFillCache(false)
                        .setIterateLowerBound(from)
                        .setIterateUpperBound(to);
                RocksIterator iterator = db.newIterator(options)) {
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                gone.add(Key.of(iterator.key()));
            }
            iterator.status();
        }
        for (Map.Entry<Key, Optional<byte[]>> own :
                pending.subMap(range.from(), range.to()).entrySet()) {
            gone.add(own.getKey());
        }
        if (gone.size() > POINT_DELETES_MAX) {
            batch.deleteRange(range.from().bytes(), range.to().bytes());
        }
        for (Key key : gone) {
            if (gone.size() <= POINT_DELETES_MAX) {
                batch.delete(key.bytes());
            }
            note(key, Optional.empty(), changed);
        }
    }

    /** Writes the group. Whoever reads sees all of it or nothing, and nothing before it is as durable as asked. */
    void write(Database database, boolean sync) throws RocksDBException {
        batch.put(StoredRow.STAMP_KEY, StoredRow.encode(stamp, new byte[0]));
        db.write(database.writeOptions(sync), batch);
    }

    List<Accepted> accepted() {
        return accepted;
    }

    @Override
    public void close() {
        batch.close();
    }
}
