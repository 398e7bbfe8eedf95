// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.CommitGroup;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.ReadVersion;
import io.drawbridge.core.kv.RecentChanges;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/** Commits that are written together, on the rows of one database. They have no effect until {@link #write}. */
final class RocksGroup {
    private final RocksDB db;
    private final CommitGroup commits;

    /** @param now the newest commit before this group; reads of another history are not valid */
    RocksGroup(RocksDB db, RecentChanges recent, ReadVersion now) {
        this.db = db;
        this.commits = new CommitGroup(new Rows(db), recent, now.commitVersion(), seen -> seen.token() == now.token());
    }

    /** A failure in a callback. */
    private static final class FailedRead extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient RocksDBException failure;

        FailedRead(RocksDBException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private record Rows(RocksDB db) implements CommitGroup.Stored {
        @Override
        public Optional<byte[]> find(Key key) {
            try {
                return Optional.ofNullable(db.get(key.bytes())).map(StoredRow::value);
            } catch (RocksDBException e) {
                throw new FailedRead(e);
            }
        }

        @Override
        public void keys(KeyRange range, Consumer<Key> visitor) {
            try (Slice from = new Slice(range.from().bytes());
                    Slice to = new Slice(range.to().bytes());
                    ReadOptions options = new ReadOptions()
                            .setFillCache(false)
                            .setIterateLowerBound(from)
                            .setIterateUpperBound(to);
                    RocksIterator iterator = db.newIterator(options)) {
                for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                    visitor.accept(Key.of(iterator.key()));
                }
                iterator.status();
            } catch (RocksDBException e) {
                throw new FailedRead(e);
            }
        }
    }

    /** Adds the commit when its conditions hold. */
    boolean add(Commit commit) throws RocksDBException {
        try {
            return commits.add(commit);
        } catch (FailedRead e) {
            throw e.failure;
        }
    }

    /** Writes the group. Readers see all of it or nothing; earlier commits become as durable as this group. */
    void write(Database database, boolean sync) throws RocksDBException {
        try (WriteBatch batch = new WriteBatch()) {
            for (Map.Entry<Key, CommitGroup.Written> row : commits.written().entrySet()) {
                byte[] key = row.getKey().bytes();
                CommitGroup.Written written = row.getValue();
                if (written.value().isPresent()) {
                    batch.put(
                            key,
                            StoredRow.encode(
                                    written.commitVersion(), written.value().get()));
                } else {
                    batch.delete(key);
                }
            }
            batch.put(StoredRow.VERSION_KEY, StoredRow.encode(commits.commitVersion(), new byte[0]));
            commits.written().keySet().forEach(database.rows()::writing);
            try {
                db.write(database.writeOptions(sync), batch);
            } finally {
                commits.written().keySet().forEach(database.rows()::written);
            }
        }
    }

    /** Records the changes after they were written. */
    void noteIn(RecentChanges recent) {
        commits.noteIn(recent);
    }

    /** Returns the newest commit version including this group. */
    long commitVersion() {
        return commits.commitVersion();
    }
}
