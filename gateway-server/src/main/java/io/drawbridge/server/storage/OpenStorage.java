// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.storage;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.server.data.DataDirectory;
import io.drawbridge.server.engine.rocksdb.RowSnapshot;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The open storage of a {@link StorageLocation}: rows, bodies and keys.
 *
 * @param directory the data directory; null unless the location is one
 * @param shared whether other servers use the same rows and bodies at the same time
 * @param upkeep to be called about once a minute; does not throw
 * @param snapshots takes snapshots of the rows; null unless the rows are in a directory
 */
public record OpenStorage(
        KeyValueStore store,
        BlobStore blobs,
        KeyRing keys,
        @Nullable DataDirectory directory,
        boolean shared,
        Runnable upkeep,
        @Nullable RowSnapshots snapshots)
        implements AutoCloseable {
    /** Takes snapshots of rows on this machine. */
    @FunctionalInterface
    public interface RowSnapshots {
        /** @throws IOException when no snapshot can be taken now; the message is for the operator */
        RowSnapshot take() throws IOException;
    }

    /** The upkeep of memory and files, which need none. */
    static void noUpkeep() {
        // Nothing to do.
    }

    @Override
    public void close() {
        try {
            store.close();
        } finally {
            try {
                blobs.close();
            } finally {
                // The lock is released last: no other process may open files that are still being closed.
                if (directory != null) {
                    directory.close();
                }
            }
        }
    }
}
