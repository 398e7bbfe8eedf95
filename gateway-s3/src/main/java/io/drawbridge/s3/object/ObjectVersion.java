// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an object: stored bytes with what belongs to them, or a delete marker.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html">Versioning</a>
 */
public sealed interface ObjectVersion permits StoredObject, DeleteMarker {
    /** Orders the versions of a key: the newest one has the largest stamp. */
    long stamp();

    /** Null for the null version, which was written while versioning was not enabled. */
    @Nullable
    String versionId();

    /** When the version was made. */
    Instant lastModified();

    /** The stored form. */
    byte[] toBytes();

    /** Reads the stored form. */
    static ObjectVersion fromBytes(byte[] bytes) {
        return DeleteMarker.is(bytes) ? DeleteMarker.fromBytes(bytes) : StoredObject.fromBytes(bytes);
    }
}
