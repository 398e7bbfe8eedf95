// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.blob.BufferPool;

/**
 * What the actions on objects and multipart uploads are made of.
 *
 * @param parts those of all actions
 */
public record ObjectParts(S3Parts parts, ObjectAccess access, BodyReceiver receiver, ObjectReader reader) {
    public static ObjectParts of(S3Parts parts) {
        BufferPool buffers = new BufferPool();
        return new ObjectParts(
                parts,
                new ObjectAccess(parts.store(), parts.access(), parts.versions()),
                new BodyReceiver(parts.ledger(), buffers, parts.spare()),
                new ObjectReader(parts.store(), parts.blobs(), parts.ledger(), parts.objects(), buffers));
    }
}
