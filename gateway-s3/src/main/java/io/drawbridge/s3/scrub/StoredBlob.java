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
 * @param owner one of the objects that use it
 * @param subject the same, in words
 */
public record StoredBlob(String blobId, long size, BlobOwner owner, String subject) {
    private static final Set<Integer> OF_PROCESSES = Set.of(
            S3Spaces.BLOB_WRITER.namespace(), S3Spaces.UNPUBLISHED_BLOB.namespace(), S3Spaces.GARBAGE_BLOB.namespace());

    /** Returns whether a row concerns blobs that no other row points to; such a row is useless without those blobs. */
    public static boolean leftover(Key key) {
        return OF_PROCESSES.contains(key.bytes()[0] & 0xFF);
    }
}
