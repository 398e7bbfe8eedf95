// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.kv.Row;
import java.util.Optional;

/**
 * The blob of a part of an upload in progress.
 *
 * @param size of the part in bytes
 */
public record UploadBlob(String blobId, long size) {
    /** Returns the blob that a row of the space {@code PART} points to, or empty for an empty part. */
    public static Optional<UploadBlob> of(Row row) {
        UploadedPart part = UploadedPart.fromBytes(row.value());
        return Optional.ofNullable(part.blobId()).map(blobId -> new UploadBlob(blobId, part.size()));
    }
}
