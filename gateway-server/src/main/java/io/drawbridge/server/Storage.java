// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.blob.FileBlobStore;
import io.drawbridge.server.blobs.BlobPlace;
import io.drawbridge.server.data.DataDirectory;
import io.drawbridge.server.data.SharedStore;
import io.drawbridge.server.engine.postgres.PostgresEngine;
import io.drawbridge.server.engine.rocksdb.LostCommits;
import io.drawbridge.server.engine.rocksdb.RocksEngine;
import io.drawbridge.server.engine.rocksdb.RowSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where a server keeps rows, bodies and keys: in a directory, in memory, or in what several servers share.
 *
 * @param directory null unless everything lies in one
 * @param shared whether other servers use the same rows and bodies at the same time
 * @param upkeep to be called about once a minute; does not throw
 * @param snapshots of the rows; null unless they lie in a directory
 */
record Storage(
        KeyValueStore store,
        BlobStore blobs,
        KeyRing keys,
        @Nullable DataDirectory directory,
        boolean shared,
        Runnable upkeep,
        @Nullable RowSnapshots snapshots)
        implements AutoCloseable {
    /** Takes snapshots of rows that lie on this machine. */
    @FunctionalInterface
    interface RowSnapshots {
        /** @throws IOException when there can be none now; the message is for the operator */
        RowSnapshot take() throws IOException;
    }

    /**
     * @param region the region of the server, which all servers of a shared store agree upon
     * @throws IOException when the place cannot be used; the message is for the operator
     */
    static Storage open(StoragePlace place, String region, Clock clock, RandomGenerator random) throws IOException {
        if (place instanceof StoragePlace.Directory directory) {
            return onDisk(directory, clock, random);
        }
        if (place instanceof StoragePlace.Shared shared) {
            return shared(shared, region, random);
        }
        byte[] master = new byte[KeyRing.MASTER_BYTES];
        random.nextBytes(master);
        return new Storage(
                new KeyValueStore(new MemoryEngine(Runtime.getRuntime().maxMemory() / 2)),
                FileBlobStore.temporary(() -> Files.createTempDirectory("drawbridge-")),
                new KeyRing(master),
                null,
                false,
                Storage::noUpkeep,
                null);
    }

    private static Storage onDisk(StoragePlace.Directory place, Clock clock, RandomGenerator random)
            throws IOException {
        DataDirectory directory = DataDirectory.open(place.path(), place.keyRing(), clock, random);
        boolean opened = false;
        try {
            // The folder first: rows that were opened would have to be closed again.
            FileBlobStore blobs = FileBlobStore.durable(directory.blobs());
            RocksEngine rows = rows(directory, place.lost());
            Storage storage = new Storage(
                    new KeyValueStore(rows),
                    blobs,
                    directory.keys(),
                    directory,
                    false,
                    Storage::noUpkeep,
                    rows::snapshot);
            opened = true;
            return storage;
        } finally {
            if (!opened) {
                directory.close();
            }
        }
    }

    private static RocksEngine rows(DataDirectory directory, LostCommits lost) throws IOException {
        try {
            return RocksEngine.open(directory.rows(), directory.nativeLibraries(), lost);
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "to keep data in " + directory.path() + " add org.rocksdb:rocksdbjni to the class path", e);
        }
    }

    private static Storage shared(StoragePlace.Shared place, String region, RandomGenerator random) throws IOException {
        KeyRing keys = SharedStore.readRing(place.keyRing());
        BlobPlace blobPlace = BlobPlace.parse(place.blobs());
        PostgresEngine engine = rows(place);
        KeyValueStore store = new KeyValueStore(engine);
        boolean opened = false;
        try {
            SharedStore header = new SharedStore(store, random);
            header.join(keys, place.keyRing(), region);
            BlobStore blobs = claimed(header, blobPlace.open());
            opened = true;
            return new Storage(store, blobs, keys, null, true, engine::tidy, null);
        } finally {
            if (!opened) {
                store.close();
            }
        }
    }

    /** No body is read, written or removed in a place that is not this store's. */
    private static BlobStore claimed(SharedStore header, BlobPlace.Opened place) throws IOException {
        boolean claimed = false;
        try {
            header.claim(place.mark());
            claimed = true;
            return place.blobs();
        } finally {
            if (!claimed) {
                place.blobs().close();
            }
        }
    }

    private static PostgresEngine rows(StoragePlace.Shared place) throws IOException {
        try {
            return PostgresEngine.open(place.databaseUrl());
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "to keep rows in PostgreSQL add org.postgresql:postgresql and com.zaxxer:HikariCP to the class path",
                    e);
        }
    }

    private static void noUpkeep() {
        // Memory and files look after themselves.
    }

    @Override
    public void close() {
        try {
            store.close();
        } finally {
            try {
                blobs.close();
            } finally {
                // The lock goes last: nobody else may open what is still being closed.
                if (directory != null) {
                    directory.close();
                }
            }
        }
    }
}
