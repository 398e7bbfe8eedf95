// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

import io.drawbridge.core.kv.Key;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.store.S3Spaces;
import java.util.Set;

/**
 * A blob that rows point to.
 *
 * @param size in bytes, as the rows say
 * @param owner one of those that use it
 * @param subject the same, for people
 */
public record StoredBlob(String blobId, long size, BlobOwner owner, String subject) {
    private static final Set<Integer> OF_PROCESSES = Set.of(
            S3Spaces.BLOB_WRITER.namespace(), S3Spaces.UNPUBLISHED_BLOB.namespace(), S3Spaces.GARBAGE_BLOB.namespace());

    /** Whether a row is about blobs that no other row points to: of no use where those blobs are not. */
    public static boolean leftover(Key key) {
        return OF_PROCESSES.contains(key.bytes()[0] & 0xFF);
    }
}
