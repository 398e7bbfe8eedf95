// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** A snapshot of RocksDB. */
final class RocksView implements View {
    private static final long STAMP_UNREAD = -1;

    private final Database database;
    private final RocksDB db;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private final List<AutoCloseable> opened = new ArrayList<>(0);
    private long stamp = STAMP_UNREAD;
    private boolean closed;

    /** @param database in use; the use ends when this view is closed */
    RocksView(Database database, RocksDB db) {
        this.database = database;
        this.db = db;
        this.snapshot = db.getSnapshot();
        this.options = new ReadOptions().setSnapshot(snapshot);
    }

    @Override
    public long stamp() {
        if (stamp == STAMP_UNREAD) {
            byte[] stored = find(StoredRow.STAMP_KEY);
            stamp = stored == null ? 0 : StoredRow.stamp(stored);
        }
        return stamp;
    }

    @Override
    public @Nullable Row get(Key key) {
        byte[] stored = find(key.bytes());
        return stored == null ? null : StoredRow.decode(key, stored);
    }

    private byte @Nullable [] find(byte[] key) {
        mustBeOpen();
        try {
            return db.get(options, key);
        } catch (RocksDBException e) {
            throw RocksEngine.unavailable(e);
        }
    }

    @Override
    public Cursor scan(KeyRange range, boolean reverse) {
        mustBeOpen();
        if (range.isEmpty()) {
            return () -> null;
        }
        Slice from = new Slice(range.from().bytes());
        Slice to = new Slice(range.to().bytes());
        ReadOptions bounded = new ReadOptions()
                .setSnapshot(snapshot)
                .setIterateLowerBound(from)
                .setIterateUpperBound(to);
        RocksIterator iterator = db.newIterator(bounded);
        opened.addAll(List.of(iterator, bounded, from, to));
        return new RocksCursor(iterator, reverse);
    }

    private void mustBeOpen() {
        if (closed) {
            throw new IllegalStateException("the view is closed");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot free " + part, e);
            }
        }
        options.close();
        db.releaseSnapshot(snapshot);
        database.release();
    }

    private final class RocksCursor implements Cursor {
        private final RocksIterator iterator;
        private final boolean reverse;
        private boolean begun;

        RocksCursor(RocksIterator iterator, boolean reverse) {
            this.iterator = iterator;
            this.reverse = reverse;
        }

        @Override
        public @Nullable Row next() {
            mustBeOpen();
            move();
            if (iterator.isValid()) {
                return StoredRow.decode(Key.of(iterator.key()), iterator.value());
            }
            try {
                iterator.status();
            } catch (RocksDBException e) {
                throw RocksEngine.unavailable(e);
            }
            return null;
        }

        private void move() {
            if (!begun) {
                begun = true;
                if (reverse) {
                    iterator.seekToLast();
                } else {
                    iterator.seekToFirst();
                }
            } else if (iterator.isValid()) {
                if (reverse) {
                    iterator.prev();
                } else {
                    iterator.next();
                }
            }
        }
    }
}
