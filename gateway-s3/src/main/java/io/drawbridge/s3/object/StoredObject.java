// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.codec.RecordFields;
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
 * A stored version of an object; the only one of its key in a bucket without versioning.
 *
 * @param sequence grows with every write of the store; names the inline body
 * @param size in bytes
 * @param etag without quotes: MD5 in hex, or of a multipart upload the MD5 of the parts' MD5s and {@code -N}
 * @param lastModified to the second on the wire
 * @param body where the bytes are
 * @param headers that its writer sent
 * @param tags the object's tags, in order
 * @param checksum null for none
 * @param versionId null for the null version
 */
public record StoredObject(
        long sequence,
        long size,
        String etag,
        Instant lastModified,
        StoredBody body,
        ObjectHeaders headers,
        Map<String, String> tags,
        @Nullable Checksum checksum,
        @Nullable String versionId)
        implements ObjectVersion {
    private static final int TYPE = 67;
    private static final int EMPTY = 0;
    private static final int INLINE = 1;
    private static final int BLOB = 2;
    private static final int MANIFEST = 3;

    public StoredObject {
        tags = tags.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** An object that is not stored yet; the write decides which version it becomes. */
    public StoredObject(
            long sequence,
            long size,
            String etag,
            Instant lastModified,
            StoredBody body,
            ObjectHeaders headers,
            Map<String, String> tags,
            @Nullable Checksum checksum) {
        this(sequence, size, etag, lastModified, body, headers, tags, checksum, null);
    }

    /** Returns the same object with other tags. */
    public StoredObject withTags(Map<String, String> newTags) {
        return new StoredObject(sequence, size, etag, lastModified, body, headers, newTags, checksum, versionId);
    }

    /** Returns the same object as another version. */
    StoredObject withVersion(long newSequence, @Nullable String newVersionId) {
        return new StoredObject(newSequence, size, etag, lastModified, body, headers, tags, checksum, newVersionId);
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

    @Override
    public byte[] toBytes() {
        RecordWriter writer = new RecordWriter(TYPE, 1)
                .number(1, sequence)
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
        headers.write(writer).pairs(19, tags);
        if (checksum != null) {
            writer.number(20, checksum.algorithm().number())
                    .text(21, checksum.value())
                    .flag(22, checksum.composite());
        }
        writer.text(23, versionId);
        // Field numbers reserved for later fields of a version: 24 access control list, 25 object lock mode, 26
        // retain-until date, 27 legal hold, 28 encryption material, 29 replication status, 30 and 31 restore state and
        // expiry.
        return writer.toBytes();
    }

    static StoredObject fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new StoredObject(
                fields.number(1),
                fields.number(2),
                fields.text(3),
                fields.instant(4),
                body(fields),
                ObjectHeaders.read(fields),
                fields.pairs(19),
                checksum(fields),
                fields.optionalText(23));
    }

    private static StoredBody body(RecordFields fields) {
        return switch (fields.integer(5)) {
            case EMPTY -> new StoredBody.Empty();
            case INLINE -> new StoredBody.Inline();
            case BLOB -> new StoredBody.Blob(fields.text(6));
            case MANIFEST -> new StoredBody.Manifest(fields.number(7), fields.integer(8));
            default -> throw new IllegalStateException("stored body: " + fields.number(5) + " (expected: 0..3)");
        };
    }

    private static @Nullable Checksum checksum(RecordFields fields) {
        String value = fields.optionalText(21);
        return value == null ? null : new Checksum(ChecksumAlgorithm.of(fields.integer(20)), value, fields.flag(22));
    }
}
