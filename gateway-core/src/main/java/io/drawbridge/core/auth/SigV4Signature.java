// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.HttpHeaders;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version 4 signature as sent: well-formed but not yet verified.
 *
 * @param scope the credential
 * @param signedHeaders the names as sent
 * @param signedHeadersText the names joined by semicolons
 * @param signature as sent
 * @param timestamp {@code yyyyMMdd'T'HHmmss'Z'}
 * @param signedAt the timestamp as an instant
 * @param expiresSeconds the lifetime of a presigned URL, or -1 for a signature in a header
 * @param sessionToken from the header or the query; null when absent or empty
 */
record SigV4Signature(
        CredentialScope scope,
        List<String> signedHeaders,
        String signedHeadersText,
        String signature,
        String timestamp,
        Instant signedAt,
        long expiresSeconds,
        @Nullable String sessionToken) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final int SIGNED_HEADERS_MAX = 256;

    boolean presigned() {
        return expiresSeconds >= 0;
    }

    /** Returns whether the signature covers the header with the lower-case name. */
    boolean signs(String lowerCaseName) {
        for (String name : signedHeaders) {
            if (HttpHeaders.isSameName(name, lowerCaseName)) {
                return true;
            }
        }
        return false;
    }
}
