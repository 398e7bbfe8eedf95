// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Reads the rows of a snapshot, or of a copy of one. Accepts no commits, and changes no file. */
public final class SnapshotReader implements KeyValueEngine {
    private static final long CLOSE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Database database;

    private SnapshotReader(Database database) {
        this.database = database;
    }

    /**
     * Opens a snapshot.
     *
     * @param folder the folder of its files
     * @param libraryFolder the folder of the native library
     * @throws IOException when it is not complete
     */
    public static SnapshotReader open(Path folder, Path libraryFolder) throws IOException {
        NativeLibrary.load(libraryFolder);
        try {
            return new SnapshotReader(Database.openToRead(folder));
        } catch (RocksDBException e) {
            throw new IOException("cannot read the rows in " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public View view() {
        RocksDB db = database.use();
        if (db == null) {
            throw new StoreUnavailableException("the snapshot is closed");
        }
        return new RocksView(database, db, 0);
    }

    @Override
    public @Nullable Row get(Key key) {
        try (View view = view()) {
            return view.get(key);
        }
    }

    @Override
    public boolean commit(Commit commit) {
        throw new UnsupportedOperationException("a snapshot is only read");
    }

    @Override
    public Changes changes(KeyRange range, long afterVersion, int max) {
        throw new UnsupportedOperationException("a snapshot never changes");
    }

    @Override
    public Blocking blocking() {
        return Blocking.ALWAYS;
    }

    @Override
    public void close() {
        database.close(CLOSE_WAIT_NANOS);
    }
}
