// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.storage;

import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.server.control.ControlSocket;
import io.drawbridge.server.engine.rocksdb.RowSnapshot;
import java.io.IOException;
import java.nio.file.Path;

/** A snapshot of the rows of a directory. While it is open, the server removes no blob that these rows refer to. */
public final class BackupSnapshot implements ControlSocket.Snapshot {
    private final BlobLedger.Hold blobs;
    private final RowSnapshot rows;

    private BackupSnapshot(BlobLedger.Hold blobs, RowSnapshot rows) {
        this.blobs = blobs;
        this.rows = rows;
    }

    /** @throws IOException when no snapshot can be taken now; the message is for the operator */
    public static BackupSnapshot take(BlobLedger ledger, OpenStorage.RowSnapshots snapshots) throws IOException {
        // INVARIANT: hold the blobs before the snapshot is taken; otherwise a blob that its rows refer to could be
        // removed.
        BlobLedger.Hold blobs = ledger.hold();
        boolean taken = false;
        try {
            BackupSnapshot snapshot = new BackupSnapshot(blobs, snapshots.take());
            taken = true;
            return snapshot;
        } finally {
            if (!taken) {
                blobs.close();
            }
        }
    }

    @Override
    public Path rows() {
        return rows.folder();
    }

    @Override
    public void close() throws IOException {
        try (rows) {
            blobs.close();
        }
    }
}
