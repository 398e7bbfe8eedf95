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
 * Rows, bodies and keys at a {@link StorageLocation}, opened.
 *
 * @param directory null unless everything lies in one
 * @param shared whether other servers use the same rows and bodies at the same time
 * @param upkeep to be called about once a minute; does not throw
 * @param snapshots of the rows; null unless they lie in a directory
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
    /** Takes snapshots of rows that lie on this machine. */
    @FunctionalInterface
    public interface RowSnapshots {
        /** @throws IOException when there can be none now; the message is for the operator */
        RowSnapshot take() throws IOException;
    }

    /** The upkeep of memory and files. */
    static void noUpkeep() {
        // They need none.
    }

    @Override
    public void close() {
        try {
            store.close();
        } finally {
            try {
                blobs.close();
            } finally {
                // The lock goes last: no other process may open what is still being closed.
                if (directory != null) {
                    directory.close();
                }
            }
        }
    }
}
