// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.ReadVersion;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.SkipScan;
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
    private final Database database;
    private final RocksDB db;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private final List<AutoCloseable> opened = new ArrayList<>(0);
    private final long history;
    private @Nullable ReadVersion readVersion;
    private boolean closed;

    /**
     * @param database in use; the use ends when this view is closed
     * @param history the number of times the files were opened before
     */
    RocksView(Database database, RocksDB db, long history) {
        this.database = database;
        this.db = db;
        this.history = history;
        this.snapshot = db.getSnapshot();
        this.options = new ReadOptions().setSnapshot(snapshot);
    }

    @Override
    public ReadVersion readVersion() {
        ReadVersion version = readVersion;
        if (version == null) {
            byte[] stored = find(StoredRow.VERSION_KEY);
            version = new ReadVersion(stored == null ? 0 : StoredRow.commitVersion(stored), history);
            readVersion = version;
        }
        return version;
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
        return range.isEmpty() ? () -> null : new RocksCursor(iterator(range), reverse);
    }

    @Override
    public Cursor scanGroups(KeyRange range, SkipScan groups) {
        mustBeOpen();
        return range.isEmpty() ? () -> null : new GroupCursor(iterator(range), range, groups);
    }

    /** Returns an iterator over the rows of a non-empty range; freed with the view. */
    private RocksIterator iterator(KeyRange range) {
        Slice from = new Slice(range.from().bytes());
        Slice to = new Slice(range.to().bytes());
        ReadOptions bounded = new ReadOptions()
                .setSnapshot(snapshot)
                .setIterateLowerBound(from)
                .setIterateUpperBound(to);
        RocksIterator iterator = db.newIterator(bounded);
        opened.addAll(List.of(iterator, bounded, from, to));
        return iterator;
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
            return rowAt(iterator);
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

    /** Returns the row at the iterator's position; null at the end. */
    private static @Nullable Row rowAt(RocksIterator iterator) {
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

    /**
     * Skips from group to group with one iterator: a new iterator for each group costs several times as much as the
     * skip.
     */
    private final class GroupCursor implements Cursor {
        private final RocksIterator iterator;
        private final SkipScan groups;
        private KeyRange rest;
        private boolean leap = true;

        GroupCursor(RocksIterator iterator, KeyRange range, SkipScan groups) {
            this.iterator = iterator;
            this.rest = range;
            this.groups = groups;
        }

        @Override
        public @Nullable Row next() {
            mustBeOpen();
            if (rest.isEmpty()) {
                return null;
            }
            if (leap) {
                iterator.seek(rest.from().bytes());
            } else {
                iterator.next();
            }
            Row row = rowAt(iterator);
            if (row == null) {
                rest = new KeyRange(rest.to(), rest.to());
                return null;
            }
            rest = groups.after(rest, row.key());
            leap = groups.divides(row.key());
            return row;
        }
    }
}
