// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

/** Where the bytes of an object are. */
public sealed interface StoredBody {
    /** There are none. */
    record Empty() implements StoredBody {}

    /** In a separate row, under the sequence of the object. */
    record Inline() implements StoredBody {}

    /** In one blob. */
    record Blob(String blobId) implements StoredBody {}

    /** In the parts of a completed multipart upload, which separate rows list. */
    record Manifest(long manifestId, int partCount) implements StoredBody {}
}
