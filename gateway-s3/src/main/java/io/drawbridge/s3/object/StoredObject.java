// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.codec.RecordReader;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.checksum.Checksum;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.model.S3Error;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The current object of a key.
 *
 * @param stamp grows with every write of the store; names the inline body
 * @param size in bytes
 * @param etag without quotes: MD5 in hex, or of a multipart upload the MD5 of the parts' MD5s and {@code -N}
 * @param lastModified to the second on the wire
 * @param body where the bytes are
 * @param headers what its writer said about it
 * @param tags the object's tags, in order
 * @param checksum null for none
 */
public record StoredObject(
        long stamp,
        long size,
        String etag,
        Instant lastModified,
        StoredBody body,
        ObjectHeaders headers,
        Map<String, String> tags,
        @Nullable Checksum checksum) {
    private static final int TYPE = 67;
    private static final int EMPTY = 0;
    private static final int INLINE = 1;
    private static final int BLOB = 2;
    private static final int MANIFEST = 3;

    public StoredObject {
        tags = tags.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** The same object with other tags. */
    public StoredObject withTags(Map<String, String> newTags) {
        return new StoredObject(stamp, size, etag, lastModified, body, headers, newTags, checksum);
    }

    /** The same object under another stamp. */
    StoredObject withStamp(long newStamp) {
        return new StoredObject(newStamp, size, etag, lastModified, body, headers, tags, checksum);
    }

    /** @throws AwsException InvalidObjectState for an object in an archive */
    public void requireAtHand() {
        String storageClass = headers.storageClass();
        if ("GLACIER".equals(storageClass) || "DEEP_ARCHIVE".equals(storageClass)) {
            throw new AwsException(
                    S3Error.INVALID_OBJECT_STATE,
                    "The operation is not valid for the object's storage class",
                    Map.of("StorageClass", storageClass));
        }
    }

    byte[] toBytes() {
        RecordWriter writer = new RecordWriter(TYPE, 1)
                .number(1, stamp)
                .number(2, size)
                .text(3, etag)
                .instant(4, lastModified);
        if (body instanceof StoredBody.Inline) {
            writer.number(5, INLINE);
        } else if (body instanceof StoredBody.Blob blob) {
            writer.number(5, BLOB).text(6, blob.blobId());
        } else if (body instanceof StoredBody.Manifest manifest) {
            writer.number(5, MANIFEST).number(7, manifest.manifestId()).number(8, manifest.partCount());
        }
        writer.text(10, headers.contentType())
                .text(11, headers.cacheControl())
                .text(12, headers.contentDisposition())
                .text(13, headers.contentEncoding())
                .text(14, headers.contentLanguage())
                .text(15, headers.expires())
                .text(16, headers.websiteRedirectLocation())
                .text(17, headers.storageClass())
                .pairs(18, headers.metadata())
                .pairs(19, tags);
        if (checksum != null) {
            writer.number(20, checksum.algorithm().number())
                    .text(21, checksum.value())
                    .flag(22, checksum.composite());
        }
        return writer.toBytes();
    }

    static StoredObject fromBytes(byte[] bytes) {
        return new Fields(bytes).object();
    }

    /** The fields of a stored record while it is read. */
    private static final class Fields {
        private final @Nullable String[] texts = new @Nullable String[32];
        private final long[] numbers = new long[32];
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, String> tags = new LinkedHashMap<>();

        Fields(byte[] bytes) {
            RecordReader reader = new RecordReader(TYPE, bytes);
            while (reader.next()) {
                switch (reader.tag()) {
                    case 1, 2, 4, 5, 7, 8, 20, 22 -> numbers[reader.tag()] = reader.number();
                    case 3, 6, 10, 11, 12, 13, 14, 15, 16, 17, 21 -> texts[reader.tag()] = reader.text();
                    case 18 -> reader.pair(metadata);
                    case 19 -> reader.pair(tags);
                    default -> {
                        // A field of a newer schema.
                    }
                }
            }
        }

        StoredObject object() {
            String etag = texts[3];
            return new StoredObject(
                    numbers[1],
                    numbers[2],
                    etag == null ? "" : etag,
                    Instant.ofEpochMilli(numbers[4]),
                    body(),
                    new ObjectHeaders(
                            texts[10], texts[11], texts[12], texts[13], texts[14], texts[15], texts[16], texts[17],
                            metadata),
                    tags,
                    checksum());
        }

        private StoredBody body() {
            String blobId = texts[6];
            return switch ((int) numbers[5]) {
                case EMPTY -> new StoredBody.Empty();
                case INLINE -> new StoredBody.Inline();
                case BLOB -> new StoredBody.Blob(blobId == null ? "" : blobId);
                case MANIFEST -> new StoredBody.Manifest(numbers[7], (int) numbers[8]);
                default -> throw new IllegalStateException("stored body: " + numbers[5] + " (expected: 0..3)");
            };
        }

        private @Nullable Checksum checksum() {
            String value = texts[21];
            return value == null
                    ? null
                    : new Checksum(ChecksumAlgorithm.of((int) numbers[20]), value, numbers[22] != 0);
        }
    }
}
