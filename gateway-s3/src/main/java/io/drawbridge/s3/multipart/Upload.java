// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.codec.RecordReader;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.object.ObjectHeaders;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A multipart upload under way.
 *
 * @param initiatedAt to the second
 * @param initiator the ARN of who began it; null for anonymous
 * @param headers of the object to be
 * @param tags of the object to be
 * @param algorithm that the client asked for; null when it did not
 * @param composite whether the object's checksum is one of the parts' checksums
 */
record Upload(
        Instant initiatedAt,
        @Nullable String initiator,
        ObjectHeaders headers,
        Map<String, String> tags,
        @Nullable ChecksumAlgorithm algorithm,
        boolean composite) {
    private static final int TYPE = 69;

    /** The algorithm of the parts, asked for or not. */
    ChecksumAlgorithm partAlgorithm() {
        return algorithm == null ? ChecksumAlgorithm.CRC64NVME : algorithm;
    }

    /** The value of ChecksumType; null when no algorithm was asked for. */
    @Nullable
    String checksumType() {
        return algorithm == null ? null : composite ? "COMPOSITE" : "FULL_OBJECT";
    }

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .instant(1, initiatedAt)
                .text(2, initiator)
                .number(3, algorithm == null ? 0 : algorithm.number())
                .flag(4, composite)
                .text(10, headers.contentType())
                .text(11, headers.cacheControl())
                .text(12, headers.contentDisposition())
                .text(13, headers.contentEncoding())
                .text(14, headers.contentLanguage())
                .text(15, headers.expires())
                .text(16, headers.websiteRedirectLocation())
                .text(17, headers.storageClass())
                .pairs(18, headers.metadata())
                .pairs(19, tags)
                .toBytes();
    }

    static Upload fromBytes(byte[] bytes) {
        RecordReader reader = new RecordReader(TYPE, bytes);
        @Nullable String[] texts = new @Nullable String[20];
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, String> tags = new LinkedHashMap<>();
        Instant initiatedAt = Instant.EPOCH;
        int algorithm = 0;
        boolean composite = false;
        while (reader.next()) {
            switch (reader.tag()) {
                case 1 -> initiatedAt = reader.instant();
                case 2, 10, 11, 12, 13, 14, 15, 16, 17 -> texts[reader.tag()] = reader.text();
                case 3 -> algorithm = reader.integer();
                case 4 -> composite = reader.flag();
                case 18 -> reader.pair(metadata);
                case 19 -> reader.pair(tags);
                default -> {
                    // A field of a newer schema.
                }
            }
        }
        return new Upload(
                initiatedAt,
                texts[2],
                new ObjectHeaders(
                        texts[10], texts[11], texts[12], texts[13], texts[14], texts[15], texts[16], texts[17],
                        metadata),
                tags,
                algorithm == 0 ? null : ChecksumAlgorithm.of(algorithm),
                composite);
    }
}
