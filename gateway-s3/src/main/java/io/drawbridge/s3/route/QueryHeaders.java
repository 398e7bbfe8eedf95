// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.route;

import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.FormParameters;
import io.drawbridge.s3.model.S3Error;
import java.util.Locale;
import java.util.Set;

/**
 * The headers that a presigned URL has in its query. Clients move {@code x-amz-*} headers and conditions there, because
 * a browser that follows the URL sends none of its own; the signature covers them, and they count as headers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Query parameters</a>
 */
final class QueryHeaders {
    private static final String AMZ = "x-amz-";
    private static final String CHECKSUM = "x-amz-checksum-";

    /** What belongs to the signature, to the framing of the body, or to the SDK itself. */
    private static final Set<String> OTHERS = Set.of(
            "x-amz-algorithm",
            "x-amz-credential",
            "x-amz-date",
            "x-amz-expires",
            "x-amz-signature",
            "x-amz-signedheaders",
            "x-amz-security-token",
            "x-amz-region-set",
            "x-amz-content-sha256",
            "x-amz-decoded-content-length",
            "x-amz-trailer",
            "x-amz-sdk-checksum-algorithm",
            "x-amz-user-agent");

    /** The parameters about checksums that have a meaning without the bytes of the body. */
    private static final Set<String> CHECKSUM_NAMES =
            Set.of("x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type");

    private static final Set<String> CONDITIONS =
            Set.of("if-match", "if-none-match", "if-modified-since", "if-unmodified-since");

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private QueryHeaders() {}

    /**
     * Returns the headers of a request with those of its presigned URL; the given headers when there are none.
     *
     * @throws AwsException InvalidArgument for a header that is there twice, or that no header line can have
     */
    static HttpHeaders of(HttpHeaders headers, FormParameters query) {
        boolean versionFour = isVersionFour(query);
        if (headers.contains("authorization") || !(versionFour || isVersionTwo(query))) {
            return headers;
        }
        HttpHeaders merged = null;
        for (int i = 0; i < query.size(); i++) {
            String name = query.name(i).toLowerCase(Locale.ROOT);
            if (!isHeader(name, versionFour)) {
                continue;
            }
            if (merged == null) {
                merged = copy(headers);
            }
            String value = query.value(i);
            if (merged.contains(name)) {
                throw invalid("The header " + name + " must be sent once.", name, value);
            }
            requireFieldSyntax(name, value);
            merged.add(name, value);
        }
        return merged == null ? headers : merged;
    }

    /** The same conditions as in the verification of signatures. */
    private static boolean isVersionFour(FormParameters query) {
        return query.contains("X-Amz-Algorithm")
                || query.contains("X-Amz-Signature")
                || query.contains("X-Amz-Credential");
    }

    private static boolean isVersionTwo(FormParameters query) {
        return query.contains("AWSAccessKeyId") || query.contains("Signature");
    }

    private static boolean isHeader(String name, boolean versionFour) {
        if (name.startsWith(CHECKSUM)) {
            // AWS: a checksum in the query is not enforced; the JavaScript SDK adds that of an empty body.
            return CHECKSUM_NAMES.contains(name);
        }
        // Version 2 signs no condition.
        return (name.startsWith(AMZ) && !OTHERS.contains(name)) || (versionFour && CONDITIONS.contains(name));
    }

    private static HttpHeaders copy(HttpHeaders headers) {
        HttpHeaders copy = new HttpHeaders();
        for (int i = 0; i < headers.size(); i++) {
            copy.add(headers.name(i), headers.value(i));
        }
        return copy;
    }

    /** A header line could not have these names and values, and a response could not repeat them. */
    private static void requireFieldSyntax(String name, String value) {
        boolean valid = true;
        for (int i = 0; i < name.length() && valid; i++) {
            char c = name.charAt(i);
            valid = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || TOKEN_MARKS.indexOf(c) >= 0;
        }
        for (int i = 0; i < value.length() && valid; i++) {
            char c = value.charAt(i);
            valid = (c >= ' ' || c == '\t') && c != 0x7F;
        }
        if (!valid) {
            throw invalid("The query parameter cannot be a header.", name, value);
        }
    }

    private static AwsException invalid(String text, String name, String value) {
        return new AwsException(S3Error.INVALID_ARGUMENT, text)
                .with("ArgumentName", name)
                .with("ArgumentValue", value);
    }
}
