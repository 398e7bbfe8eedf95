// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.blob.FileBlobStore;
import io.drawbridge.server.data.DataDirectory;
import io.drawbridge.server.engine.rocksdb.RocksEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where a server keeps rows, bodies and keys: in a directory, or in memory.
 *
 * @param directory null when nothing outlives the process
 */
record Storage(
        KeyValueStore store,
        BlobStore blobs,
        KeyRing keys,
        @Nullable DataDirectory directory) implements AutoCloseable {
    /** @throws IOException when the directory cannot be used; the message is for the operator */
    static Storage open(ServerOptions options, Clock clock, RandomGenerator random) throws IOException {
        Path data = options.data();
        if (data != null) {
            return onDisk(data, options.keyRing(), clock, random);
        }
        if (options.keyRing() != null) {
            throw new IllegalArgumentException(
                    "a key ring is of use only to a server that keeps data: name a directory");
        }
        byte[] master = new byte[KeyRing.MASTER_BYTES];
        random.nextBytes(master);
        return new Storage(
                new KeyValueStore(new MemoryEngine(Runtime.getRuntime().maxMemory() / 2)),
                FileBlobStore.temporary(() -> Files.createTempDirectory("drawbridge-")),
                new KeyRing(master),
                null);
    }

    private static Storage onDisk(Path data, @Nullable Path keyRing, Clock clock, RandomGenerator random)
            throws IOException {
        DataDirectory directory = DataDirectory.open(data, keyRing, clock, random);
        boolean opened = false;
        try {
            // The folder first: rows that were opened would have to be closed again.
            FileBlobStore blobs = FileBlobStore.durable(directory.blobs());
            Storage storage = new Storage(new KeyValueStore(rows(directory)), blobs, directory.keys(), directory);
            opened = true;
            return storage;
        } finally {
            if (!opened) {
                directory.close();
            }
        }
    }

    private static KeyValueEngine rows(DataDirectory directory) throws IOException {
        try {
            return RocksEngine.open(directory.rows(), directory.nativeLibraries());
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "to keep data in " + directory.path() + " add org.rocksdb:rocksdbjni to the class path", e);
        }
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
