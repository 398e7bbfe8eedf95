// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.object.ObjectHeaders;
import io.drawbridge.s3.object.StoredObject;
import io.drawbridge.s3.object.WriteCondition;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A multipart upload in progress.
 *
 * @param initiatedAt to the second
 * @param initiator the ARN of the principal that began it; null for anonymous
 * @param headers of the future object
 * @param tags of the future object
 * @param algorithm that the client requested; null when it requested none
 * @param composite whether the object's checksum is computed over the checksums of the parts
 * @param sequenceAtStart of the object that the key had then; {@link WriteCondition#ABSENT} for none, zero when unknown
 */
record Upload(
        Instant initiatedAt,
        @Nullable String initiator,
        ObjectHeaders headers,
        Map<String, String> tags,
        @Nullable ChecksumAlgorithm algorithm,
        boolean composite,
        long sequenceAtStart) {
    private static final int TYPE = 69;

    /** Returns the checksum algorithm of the parts, whether the client requested it or not. */
    ChecksumAlgorithm partAlgorithm() {
        return algorithm == null ? ChecksumAlgorithm.CRC64NVME : algorithm;
    }

    /** Returns the same upload that began when the key had this object. */
    Upload startedOver(Optional<StoredObject> current) {
        return new Upload(
                initiatedAt,
                initiator,
                headers,
                tags,
                algorithm,
                composite,
                current.map(StoredObject::sequence).orElse(WriteCondition.ABSENT));
    }

    /** Returns the value of ChecksumType, or null when the client requested no algorithm. */
    @Nullable
    String checksumType() {
        return algorithm == null ? null : composite ? "COMPOSITE" : "FULL_OBJECT";
    }

    byte[] toBytes() {
        RecordWriter writer = new RecordWriter(TYPE, 1)
                .instant(1, initiatedAt)
                .text(2, initiator)
                .number(3, algorithm == null ? 0 : algorithm.number())
                .flag(4, composite)
                .number(5, sequenceAtStart);
        return headers.write(writer).pairs(19, tags).toBytes();
    }

    static Upload fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        int algorithm = fields.integer(3);
        return new Upload(
                fields.instant(1),
                fields.optionalText(2),
                ObjectHeaders.read(fields),
                fields.pairs(19),
                algorithm == 0 ? null : ChecksumAlgorithm.of(algorithm),
                fields.flag(4),
                fields.number(5));
    }
}
