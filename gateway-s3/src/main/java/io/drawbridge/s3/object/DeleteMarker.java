// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Marks an object as deleted in a bucket with versioning; the older versions remain.
 *
 * @param sequence orders it among the versions of its key
 * @param versionId null for the null version
 * @param lastModified when the object was deleted, to the second on the wire
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html">Delete markers</a>
 */
public record DeleteMarker(long sequence, @Nullable String versionId, Instant lastModified) implements ObjectVersion {
    private static final int TYPE = 78;

    /** Returns whether a stored record is a delete marker. */
    static boolean is(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == TYPE;
    }

    @Override
    public byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .number(1, sequence)
                .text(2, versionId)
                .instant(3, lastModified)
                .toBytes();
    }

    static DeleteMarker fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new DeleteMarker(fields.number(1), fields.optionalText(2), fields.instant(3));
    }
}
