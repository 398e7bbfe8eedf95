// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.s3.checksum.Checksum;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.object.ReceivedBody;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A part of an upload in progress.
 *
 * @param number 1 to 10,000
 * @param size in bytes
 * @param etag MD5 in hex
 * @param lastModified to the second
 * @param blobId null when it is empty
 * @param checksum null for none
 */
record UploadedPart(
        int number,
        long size,
        String etag,
        Instant lastModified,
        @Nullable String blobId,
        @Nullable Checksum checksum) {
    private static final int TYPE = 70;
    private static final HexFormat HEX = HexFormat.of();

    static UploadedPart of(int number, ReceivedBody body, Instant lastModified) {
        return new UploadedPart(
                number, body.size(), HEX.formatHex(body.md5()), lastModified, body.blobId(), body.checksum());
    }

    byte[] toBytes() {
        RecordWriter writer = new RecordWriter(TYPE, 1)
                .number(1, number)
                .number(2, size)
                .text(3, etag)
                .instant(4, lastModified)
                .text(5, blobId);
        if (checksum != null) {
            writer.number(6, checksum.algorithm().number()).text(7, checksum.value());
        }
        return writer.toBytes();
    }

    static UploadedPart fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        String value = fields.optionalText(7);
        return new UploadedPart(
                fields.integer(1),
                fields.number(2),
                fields.text(3),
                fields.instant(4),
                fields.optionalText(5),
                value == null ? null : new Checksum(ChecksumAlgorithm.of(fields.integer(6)), value, false));
    }
}
