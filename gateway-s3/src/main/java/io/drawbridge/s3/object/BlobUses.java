// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.s3.store.S3Spaces;
import java.util.List;
import java.util.Optional;

/** The rows that count how many versions, parts and manifests use a blob; a blob without such a row is used once. */
public final class BlobUses {
    private BlobUses() {}

    /** One row less uses the blob; it is garbage when that was the last. */
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

    /** One row more uses the blob, which a row that this transaction read uses already. */
    static void share(Transaction transaction, String blobId) {
        Key key = key(blobId);
        long users = transaction.get(key).map(Counters::decode).orElse(1L) + 1;
        transaction.put(key, Counters.encode(users));
    }

    /** The row that says how many rows use a blob. */
    public static Key key(String blobId) {
        return S3Spaces.BLOB_USE.key().text(blobId).key();
    }
}
