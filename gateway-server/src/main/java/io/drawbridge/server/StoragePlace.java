// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.server.engine.rocksdb.LostCommits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a server keeps rows, bodies and keys. */
sealed interface StoragePlace {
    /** In memory, and large bodies in temporary files: nothing outlives the server. */
    record Memory() implements StoragePlace {}

    /**
     * In a directory of one machine, used by one server at a time.
     *
     * @param keyRing the file of the key ring; null for the directory's own
     * @param lost what to do when commits cannot be read any more
     */
    record Directory(Path path, @Nullable Path keyRing, LostCommits lost) implements StoragePlace {
        Directory(Path path, @Nullable Path keyRing) {
            this(path, keyRing, LostCommits.REFUSE);
        }
    }

    /**
     * In a database and a place for bodies that any number of servers share.
     *
     * @param databaseUrl may hold a password
     * @param blobs a directory, or a URL
     * @param keyRing the file of the key ring, the same for all servers
     */
    record Shared(String databaseUrl, String blobs, Path keyRing) implements StoragePlace {
        @Override
        public String toString() {
            return "Shared[" + blobs + ", " + keyRing + "]";
        }
    }
}
