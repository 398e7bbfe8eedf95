// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.server.control.ControlSocket;
import io.drawbridge.server.engine.rocksdb.RowSnapshot;
import java.io.IOException;
import java.nio.file.Path;

/** A moment of a directory: its rows, and that every blob that they point to stays. */
final class HeldMoment implements ControlSocket.Snapshot {
    private final BlobLedger.Hold blobs;
    private final RowSnapshot rows;

    private HeldMoment(BlobLedger.Hold blobs, RowSnapshot rows) {
        this.blobs = blobs;
        this.rows = rows;
    }

    static HeldMoment take(BlobLedger ledger, Storage.RowSnapshots snapshots) throws IOException {
        // INVARIANT: the blobs first, or one goes that the rows point to.
        BlobLedger.Hold blobs = ledger.hold();
        boolean taken = false;
        try {
            HeldMoment moment = new HeldMoment(blobs, snapshots.take());
            taken = true;
            return moment;
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
