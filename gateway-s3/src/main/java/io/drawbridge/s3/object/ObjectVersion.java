// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an object: stored bytes with their metadata, or a delete marker.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html">Versioning</a>
 */
public sealed interface ObjectVersion permits StoredObject, DeleteMarker {
    /** Returns the number that orders the versions of a key; the newest one has the largest sequence. */
    long sequence();

    /** Returns the version id, or null for the null version, which was written while versioning was not enabled. */
    @Nullable
    String versionId();

    /** Returns when the version was created. */
    Instant lastModified();

    /** Returns the stored form. */
    byte[] toBytes();

    /** Reads the stored form. */
    static ObjectVersion fromBytes(byte[] bytes) {
        return DeleteMarker.is(bytes) ? DeleteMarker.fromBytes(bytes) : StoredObject.fromBytes(bytes);
    }
}
