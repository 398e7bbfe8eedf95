// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.S3Error;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checksums that a request announces for its body.
 *
 * @param contentMd5 the sixteen bytes of {@code Content-MD5}; null when absent
 * @param algorithm of the checksum header or trailer; null when there is neither
 * @param value of the checksum header in base64; null when it comes in a trailer, or is not announced
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Integrity</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ExpectedChecksum(
        byte @Nullable [] contentMd5,
        @Nullable ChecksumAlgorithm algorithm,
        @Nullable String value) {
    private static final String PREFIX = "x-amz-checksum-";
    private static final String ALGORITHM_HEADER = "x-amz-sdk-checksum-algorithm";

    /**
     * Reads the checksum headers.
     *
     * @throws AwsException InvalidDigest or InvalidRequest when the headers are invalid, NotImplemented for an
     *     algorithm that is not served
     */
    public static ExpectedChecksum of(HttpHeaders headers, Payload payload) {
        ChecksumAlgorithm algorithm = null;
        String value = null;
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (isChecksum(name)) {
                if (algorithm != null) {
                    throw invalid(
                            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
                }
                algorithm = algorithm(name);
                value = checked(algorithm, headers.value(i));
            }
        }
        for (String trailer : payload.announcedTrailers()) {
            if (isChecksum(trailer)) {
                if (algorithm != null) {
                    throw invalid(
                            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
                }
                algorithm = algorithm(trailer);
            }
        }
        refuseOtherAlgorithm(headers, algorithm);
        return new ExpectedChecksum(contentMd5(headers), algorithm, value);
    }

    private static boolean isChecksum(String name) {
        return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                && !name.equalsIgnoreCase("x-amz-checksum-algorithm")
                && !name.equalsIgnoreCase("x-amz-checksum-type")
                && !name.equalsIgnoreCase("x-amz-checksum-mode");
    }

    private static ChecksumAlgorithm algorithm(String header) {
        return ChecksumAlgorithm.of(header.substring(PREFIX.length()))
                .orElseThrow(() -> new AwsException(
                        S3Error.NOT_IMPLEMENTED,
                        "A header you provided implies functionality that is not implemented",
                        Map.of("Header", header.toLowerCase(Locale.ROOT))));
    }

    private static void refuseOtherAlgorithm(HttpHeaders headers, @Nullable ChecksumAlgorithm headerAlgorithm) {
        Optional<String> named = headers.first(ALGORITHM_HEADER);
        if (named.isEmpty() || named.get().isEmpty()) {
            return;
        }
        ChecksumAlgorithm algorithm = ChecksumAlgorithm.of(named.get())
                .orElseThrow(() -> invalid("Value for x-amz-sdk-checksum-algorithm header is invalid."));
        if (headerAlgorithm == null) {
            throw invalid("x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or"
                    + " x-amz-trailer headers were found.");
        }
        if (headerAlgorithm != algorithm) {
            throw invalid("Value for x-amz-sdk-checksum-algorithm header is invalid.");
        }
    }

    /**
     * Returns the value of a checksum that came in a header, a trailer or a list of parts, after a check of its form.
     *
     * @throws AwsException InvalidRequest when it is not base64 of the right length
     */
    public static String checked(ChecksumAlgorithm algorithm, String value) {
        // The value of an object of several parts is followed by their number.
        int dash = value.indexOf('-');
        String base64 = dash < 0 ? value.trim() : value.substring(0, dash).trim();
        try {
            if (Base64.getDecoder().decode(base64).length == algorithm.length()) {
                return value.trim();
            }
        } catch (IllegalArgumentException e) {
            throw invalidValue(algorithm);
        }
        throw invalidValue(algorithm);
    }

    private static AwsException invalidValue(ChecksumAlgorithm algorithm) {
        return invalid("Value for " + algorithm.header() + " header is invalid.");
    }

    private static byte @Nullable [] contentMd5(HttpHeaders headers) {
        Optional<String> text = headers.first("Content-MD5");
        if (text.isEmpty()) {
            return null;
        }
        try {
            byte[] md5 = Base64.getDecoder().decode(text.get().trim());
            if (md5.length == 16) {
                return md5;
            }
        } catch (IllegalArgumentException e) {
            throw invalidDigest(text.get());
        }
        throw invalidDigest(text.get());
    }

    private static AwsException invalidDigest(String text) {
        return new AwsException(
                S3Error.INVALID_DIGEST, "The Content-MD5 you specified was invalid.", Map.of("Content-MD5", text));
    }

    private static AwsException invalid(String text) {
        return new AwsException(S3Error.INVALID_REQUEST, text);
    }

    /** Returns whether the request announces any checksum of the body. */
    public boolean any() {
        return contentMd5 != null || algorithm != null;
    }
}
