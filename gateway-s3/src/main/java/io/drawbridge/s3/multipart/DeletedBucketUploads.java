// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.object.BlobUses;
import io.drawbridge.s3.store.S3Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes the rows of unfinished uploads in deleted buckets, a bounded number of rows at a time. */
public final class DeletedBucketUploads {
    private final KeyValueStore store;
    private final BlobLedger ledger;
    private final UploadTable uploads = new UploadTable();

    public DeletedBucketUploads(KeyValueStore store, BlobLedger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** @return whether there may be more to do */
    public boolean sweep() {
        Optional<Row> bucket =
                store.read(view -> first(view, S3Spaces.DELETED_BUCKET.key().range()));
        bucket.map(Row::key)
                .ifPresent(marker -> store.update(transaction -> step(
                        transaction,
                        marker,
                        S3Spaces.DELETED_BUCKET.read(marker).number())));
        return bucket.isPresent();
    }

    private void step(Transaction transaction, Key marker, long bucketId) {
        Optional<Row> firstRow =
                first(transaction, S3Spaces.UPLOAD.key().number(bucketId).range());
        if (firstRow.isEmpty()) {
            transaction.delete(marker);
            return;
        }
        Row row = firstRow.get();
        UploadId id = UploadTable.entry(row).id();
        List<UploadedPart> some = uploads.parts(transaction, id, 0, S3Limits.SWEPT_PARTS_PER_TRANSACTION);
        List<String> garbage = new ArrayList<>();
        for (UploadedPart part : some) {
            if (part.blobId() != null) {
                BlobUses.release(transaction, garbage, part.blobId());
            }
            UploadTable.deletePart(transaction, id, part);
        }
        garbage.forEach(blobId -> ledger.discard(transaction, blobId));
        if (some.size() < S3Limits.SWEPT_PARTS_PER_TRANSACTION) {
            transaction.delete(row.key());
        }
    }

    private static Optional<Row> first(ReadTransaction view, KeyRange range) {
        return Optional.ofNullable(view.scan(range).next());
    }
}
