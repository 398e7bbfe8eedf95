// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.storage;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.blob.FileBlobStore;
import io.drawbridge.server.blobs.BlobPlace;
import io.drawbridge.server.data.DataDirectory;
import io.drawbridge.server.data.SharedStore;
import io.drawbridge.server.engine.rocksdb.LostCommits;
import io.drawbridge.server.engine.rocksdb.RocksEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The location of a server's rows, bodies and keys. */
public sealed interface StorageLocation {
    /**
     * Opens the storage.
     *
     * @param region the region of the server; all servers of a shared store must have the same one
     * @throws IOException when the location cannot be used; the message is for the operator
     */
    OpenStorage open(String region, Clock clock, RandomGenerator random) throws IOException;

    /** Returns a sentence for the operator that describes the location; contains no password. */
    String description();

    /**
     * Returns the location for the options of the command line.
     *
     * @param store {@code rocksdb}, {@code memory} or the URL of a database; never shown, because it may contain a
     *     password
     * @param data null unless given
     * @param blobs null unless given
     * @param keyRing null unless given
     * @param home the directory when {@code data} is null
     * @throws IllegalArgumentException when the options cannot be combined
     */
    static StorageLocation of(
            String store,
            boolean memory,
            @Nullable Path data,
            @Nullable String blobs,
            @Nullable Path keyRing,
            Path home) {
        boolean shared = store.startsWith("postgresql://") || store.startsWith("postgres://");
        if (!shared && !store.equals("rocksdb") && !store.equals("memory")) {
            throw new IllegalArgumentException(
                    "--store: expected rocksdb, memory, or postgresql://USER@HOST:PORT/DATABASE (or with HOST1,HOST2)");
        }
        if (shared && (memory || data != null)) {
            throw new IllegalArgumentException("rows in PostgreSQL go with --blobs and --key-ring, and neither with"
                    + " --data nor with --memory");
        }
        if (shared) {
            return shared(store, blobs, keyRing);
        }
        if (blobs != null) {
            throw new IllegalArgumentException("--blobs is of use only with --store postgresql://...");
        }
        if (memory || store.equals("memory")) {
            if (data != null) {
                throw new IllegalArgumentException("--memory keeps nothing in --data: give one of them");
            }
            return memory(keyRing);
        }
        return new Directory(data == null ? home : data.toAbsolutePath(), keyRing);
    }

    /** @throws IllegalArgumentException when a key ring is given: the memory engine keeps nothing to seal */
    static StorageLocation memory(@Nullable Path keyRing) {
        if (keyRing != null) {
            throw new IllegalArgumentException(
                    "a key ring is of use only to a server that keeps data: name a directory");
        }
        return new Memory();
    }

    /** @throws IllegalArgumentException when the place of the bodies or the key ring is missing */
    static StorageLocation shared(String databaseUrl, @Nullable String blobs, @Nullable Path keyRing) {
        if (blobs == null) {
            throw new IllegalArgumentException(
                    "rows in PostgreSQL need --blobs: a directory for bodies that all nodes share");
        }
        if (keyRing == null) {
            throw new IllegalArgumentException("rows in PostgreSQL need --key-ring (or DRAWBRIDGE_KEY_RING): a"
                    + " file of keys that all nodes have; make it once with: drawbridge key-ring create FILE");
        }
        return new Shared(databaseUrl, blobs, keyRing);
    }

    /** In memory, with large bodies in temporary files; nothing is left when the server stops. */
    record Memory() implements StorageLocation {
        @Override
        public OpenStorage open(String region, Clock clock, RandomGenerator random) {
            byte[] master = new byte[KeyRing.MASTER_BYTES];
            random.nextBytes(master);
            return new OpenStorage(
                    new KeyValueStore(new MemoryEngine(Runtime.getRuntime().maxMemory() / 2)),
                    FileBlobStore.temporary(() -> Files.createTempDirectory("drawbridge-")),
                    new KeyRing(master),
                    null,
                    false,
                    OpenStorage::noUpkeep,
                    null);
        }

        @Override
        public String description() {
            return "Everything is kept in memory: nothing is left when this server stops.";
        }
    }

    /**
     * A directory on one machine, used by one server at a time.
     *
     * @param keyRing the file of the key ring; null for the one in the directory
     * @param lost what to do when commits cannot be read any more
     */
    record Directory(Path path, @Nullable Path keyRing, LostCommits lost) implements StorageLocation {
        public Directory(Path path, @Nullable Path keyRing) {
            this(path, keyRing, LostCommits.REFUSE);
        }

        @Override
        public OpenStorage open(String region, Clock clock, RandomGenerator random) throws IOException {
            DataDirectory directory = DataDirectory.open(path, keyRing, clock, random);
            boolean opened = false;
            try {
                // Open the folder first: rows that were opened would have to be closed again.
                FileBlobStore blobs = FileBlobStore.durable(directory.blobs());
                RocksEngine rows = rows(directory);
                OpenStorage storage = new OpenStorage(
                        new KeyValueStore(rows),
                        blobs,
                        directory.keys(),
                        directory,
                        false,
                        OpenStorage::noUpkeep,
                        rows::snapshot);
                opened = true;
                return storage;
            } finally {
                if (!opened) {
                    directory.close();
                }
            }
        }

        private RocksEngine rows(DataDirectory directory) throws IOException {
            try {
                return RocksEngine.open(directory.rows(), directory.nativeLibraries(), lost);
            } catch (NoClassDefFoundError e) {
                throw new IOException(
                        "to keep data in " + directory.path() + " add org.rocksdb:rocksdbjni to the class path", e);
            }
        }

        @Override
        public String description() {
            return "Everything is kept in " + path + ".";
        }
    }

    /**
     * A database and a place for bodies that any number of servers share.
     *
     * @param databaseUrl may contain a password
     * @param blobs a directory, or a URL
     * @param keyRing the file of the key ring, the same for all servers
     */
    record Shared(String databaseUrl, String blobs, Path keyRing) implements StorageLocation {
        @Override
        public OpenStorage open(String region, Clock clock, RandomGenerator random) throws IOException {
            BlobPlace blobPlace = BlobPlace.parse(blobs);
            SharedRows rows = SharedRows.open(databaseUrl, keyRing, region, random);
            boolean opened = false;
            try {
                BlobStore bodies = claimed(rows.header(), blobPlace.open());
                opened = true;
                return new OpenStorage(rows.store(), bodies, rows.keys(), null, true, rows.upkeep(), null);
            } finally {
                if (!opened) {
                    rows.close();
                }
            }
        }

        /**
         * Opens the bodies only after the place was claimed for this store: no body of another store is read or
         * removed.
         */
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

        @Override
        public String description() {
            String place = databaseUrl.substring(databaseUrl.lastIndexOf('@') + 1);
            int query = place.indexOf('?');
            String withoutQuery = query < 0 ? place : place.substring(0, query);
            return String.format(
                    Locale.ROOT,
                    "Rows are kept in PostgreSQL at %s and bodies in %s; other nodes may share them.",
                    withoutQuery.replace("postgresql://", "").replace("postgres://", ""),
                    blobs);
        }

        @Override
        public String toString() {
            return "Shared[" + blobs + ", " + keyRing + "]";
        }
    }
}
