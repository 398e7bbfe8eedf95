// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.s3.checksum.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * A body that was read to its end and agrees with all announced checksums. No row points to it yet.
 *
 * @param size in bytes
 * @param md5 sixteen bytes
 * @param checksum null when none was computed
 * @param inline the bytes themselves; null when they are in a blob, or there are none
 * @param blobId null when they are inline, or there are none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReceivedBody(
        long size,
        byte[] md5,
        @Nullable Checksum checksum,
        byte @Nullable [] inline,
        @Nullable String blobId) {
    /** Returns where the bytes are, as an object's row stores it. */
    StoredBody stored() {
        if (blobId != null) {
            return new StoredBody.Blob(blobId);
        }
        return inline == null ? new StoredBody.Empty() : new StoredBody.Inline();
    }
}
