// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.s3.S3Spaces;
import io.drawbridge.s3.blob.BlobOwner;
import java.util.List;
import java.util.Set;

/**
 * A blob that rows point to.
 *
 * @param size in bytes, as the rows say
 * @param owner one of those that use it
 */
public record StoredBlob(String blobId, long size, BlobOwner owner) {
    private static final Set<Integer> OF_PROCESSES = Set.of(
            S3Spaces.BLOB_WRITER.namespace(), S3Spaces.UNPUBLISHED_BLOB.namespace(), S3Spaces.GARBAGE_BLOB.namespace());

    /** All blobs that rows of this view point to, in no order. Memory: one entry a blob. */
    public static List<StoredBlob> of(ReadTransaction view) {
        return References.of(view).blobs.entrySet().stream()
                .map(blob -> new StoredBlob(
                        blob.getKey(), blob.getValue().size(), blob.getValue().owner()))
                .toList();
    }

    /** Whether a row is about blobs that no other row points to: of no use where those blobs are not. */
    public static boolean leftover(Key key) {
        return OF_PROCESSES.contains(key.bytes()[0] & 0xFF);
    }
}
