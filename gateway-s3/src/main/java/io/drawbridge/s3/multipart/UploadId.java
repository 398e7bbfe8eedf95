// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import java.util.HexFormat;
import java.util.Map;

/**
 * The id of an upload, from which the key of its row is computed.
 *
 * @param text 16 hex digits of the sequence and random ones that cannot be guessed
 * @param sequence of the initiation; grows with each upload
 */
record UploadId(String text, long sequence) {
    private static final int SEQUENCE_DIGITS = 16;

    static UploadId make(long sequence, String secret) {
        return new UploadId(HexFormat.of().toHexDigits(sequence) + secret, sequence);
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
