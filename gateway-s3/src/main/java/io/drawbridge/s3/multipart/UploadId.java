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
 * @param text 16 hex digits of the stamp and random ones that cannot be guessed
 * @param stamp of the initiation; grows with each upload
 */
record UploadId(String text, long stamp) {
    private static final int STAMP_DIGITS = 16;

    static UploadId make(long stamp, String secret) {
        return new UploadId(HexFormat.of().toHexDigits(stamp) + secret, stamp);
    }

    /**
     * @throws AwsException NoSuchUpload for a text that is no upload id
     */
    static UploadId parse(String text) {
        if (text.length() > STAMP_DIGITS && text.length() <= S3Limits.UPLOAD_ID_LENGTH_MAX) {
            try {
                long stamp = HexFormat.fromHexDigitsToLong(text, 0, STAMP_DIGITS);
                if (stamp >= 0) {
                    return new UploadId(text, stamp);
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
