// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.store.S3Spaces;
import java.util.List;
import java.util.Optional;

/**
 * The reference counts of blobs: the number of versions, parts and manifests that use a blob. A blob without such a row
 * is used once.
 */
public final class BlobUses {
    private BlobUses() {}

    /** Decrements the count; the blob becomes garbage when this was the last use. */
    public static void release(Transaction transaction, List<String> garbage, String blobId) {
        Key key = key(blobId);
        Optional<byte[]> row = transaction.get(key);
        long users = row.map(Counters::decode).orElse(1L) - 1;
        if (users == 0) {
            garbage.add(blobId);
        }
        if (users > 1) {
            transaction.put(key, Counters.encode(users));
        } else if (row.isPresent()) {
            transaction.delete(key);
        }
    }

    /** Increments the count of a blob that a row already uses; this transaction must have read that row. */
    static void share(Transaction transaction, String blobId) {
        Key key = key(blobId);
        long users = transaction.get(key).map(Counters::decode).orElse(1L) + 1;
        transaction.put(key, Counters.encode(users));
    }

    /** Returns the key of the row with the reference count of a blob. */
    public static Key key(String blobId) {
        return S3Spaces.BLOB_USE.key().text(blobId).key();
    }
}
