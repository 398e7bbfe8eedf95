// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.crypto.Sha256;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/**
 * The id of an upload, from which the key of its row is computed.
 *
 * @param text 16 hex digits of the sequence, random ones that cannot be guessed, and some that bind it to the key
 * @param sequence of the initiation; grows with each upload
 */
record UploadId(String text, long sequence) {
    private static final int SEQUENCE_DIGITS = 16;
    private static final int KEY_DIGITS = 16;
    private static final int LENGTH_WITHOUT_KEY = SEQUENCE_DIGITS + 2 * UniqueIds.UNGUESSABLE_BYTES;

    /** Returns a new id of an upload of the key. */
    static UploadId make(long sequence, String secret, Bucket bucket, String key) {
        String random = HexFormat.of().toHexDigits(sequence) + secret;
        return new UploadId(random + keyDigits(random, bucket, key), sequence);
    }

    /**
     * Returns whether this may be the id of an upload of the key, which may have ended. Ids that are shorter were made
     * before they named their key.
     */
    boolean mayBelongTo(Bucket bucket, String key) {
        int end = text.length() - KEY_DIGITS;
        return text.length() <= LENGTH_WITHOUT_KEY
                || text.substring(end).equals(keyDigits(text.substring(0, end), bucket, key));
    }

    private static String keyDigits(String random, Bucket bucket, String key) {
        byte[] bound = (random + bucket.id() + '/' + key).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.of(bound), 0, KEY_DIGITS / 2);
    }

    /**
     * @throws AwsException NoSuchUpload for a text that is no upload id
     */
    static UploadId parse(String text) {
        if (text.length() > SEQUENCE_DIGITS && text.length() <= S3Limits.UPLOAD_ID_LENGTH_MAX) {
            try {
                long sequence = HexFormat.fromHexDigitsToLong(text, 0, SEQUENCE_DIGITS);
                if (sequence >= 0) {
                    return new UploadId(text, sequence);
                }
            } catch (IllegalArgumentException e) {
                throw missing(text);
            }
        }
        throw missing(text);
    }

    static AwsException missing(String text) {
        return new AwsException(
                S3Error.NO_SUCH_UPLOAD,
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted"
                        + " or completed.",
                Map.of("UploadId", text));
    }
}
