// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3;

import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.log.Log;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.multipart.DeletedBucketUploads;

/** The background work of S3: removes blobs that no row points to, and rows of deleted buckets. */
public final class S3Housekeeping {
    private static final Log LOG = Log.of(S3Housekeeping.class);

    private final BlobLedger ledger;
    private final DeletedBucketUploads uploads;

    public S3Housekeeping(KeyValueStore store, BlobLedger ledger) {
        this.ledger = ledger;
        this.uploads = new DeletedBucketUploads(store, ledger);
    }

    /**
     * Records for the other processes that this one runs. Call it each second, from a thread that does nothing else.
     */
    public void beat() {
        try {
            ledger.beat();
        } catch (RuntimeException e) {
            LOG.warn("the lease of this node could not be renewed; the next turn tries again", e);
        }
    }

    /** Does a bounded part of the pending work. Call it repeatedly, from one thread. */
    public void run() {
        try {
            for (int step = 0; step < S3Limits.HOUSEKEEPING_STEPS_MAX && uploads.sweep(); step++) {
                LOG.debug("removed a part of the uploads of a deleted bucket");
            }
            for (int step = 0; step < S3Limits.HOUSEKEEPING_STEPS_MAX && ledger.sweep() > 0; step++) {
                LOG.debug("removed blobs that no row pointed to");
            }
        } catch (RuntimeException e) {
            LOG.warn("housekeeping of S3 failed; it goes on with the next turn", e);
        }
    }
}
