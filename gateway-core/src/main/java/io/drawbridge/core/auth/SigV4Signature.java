// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.api.HttpHeaders;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version 4 signature as a request bears it, well-formed but not yet believed.
 *
 * @param scope the credential
 * @param signedHeaders names as sent
 * @param signedHeadersText the same, joined by semicolons
 * @param signature as sent
 * @param timestamp {@code yyyyMMdd'T'HHmmss'Z'}
 * @param signedAt the same moment
 * @param expiresSeconds the life of a presigned URL, or -1 for a signature in a header
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

    /** Whether the header, its name in lower case, is signed. */
    boolean signs(String lowerCaseName) {
        for (String name : signedHeaders) {
            if (HttpHeaders.isSameName(name, lowerCaseName)) {
                return true;
            }
        }
        return false;
    }
}
