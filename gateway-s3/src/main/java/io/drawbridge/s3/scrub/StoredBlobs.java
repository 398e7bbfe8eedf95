// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.scrub;

import io.drawbridge.core.kv.ReadTransaction;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All blobs that rows of one read version point to, in no order.
 *
 * @param findings lost or damaged rows
 */
public record StoredBlobs(List<StoredBlob> blobs, List<Finding> findings) {
    public StoredBlobs {
        blobs = List.copyOf(blobs);
        findings = List.copyOf(findings);
    }

    /** Reads all rows of S3. Memory: one entry a blob. */
    public static StoredBlobs of(ReadTransaction view) {
        References references = References.of(view);
        return new StoredBlobs(
                references.blobs.entrySet().stream()
                        .map(blob -> new StoredBlob(
                                blob.getKey(),
                                blob.getValue().size(),
                                blob.getValue().owner(),
                                blob.getValue().subject()))
                        .toList(),
                references.findings);
    }

    /** Returns the ids of the same blobs, in order, and reads nothing else. Memory: one entry a blob. */
    public static Set<String> ids(ReadTransaction view) {
        return new TreeSet<>(References.uses(view).keySet());
    }
}
