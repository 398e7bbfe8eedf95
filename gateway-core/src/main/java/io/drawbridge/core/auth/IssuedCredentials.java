// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.SecretKey;
import java.time.Instant;

/**
 * Temporary credentials as an STS action returns them.
 *
 * @param accessKeyId {@code ASIA…}
 * @param secret derived from the master key and the token; it is not stored
 * @param sessionToken at most 4096 characters, all unreserved in URLs
 * @param expiresAt the time from which the server refuses them
 */
public record IssuedCredentials(String accessKeyId, SecretKey secret, String sessionToken, Instant expiresAt) {
    @Override
    public String toString() {
        return "IssuedCredentials[" + accessKeyId + "]";
    }
}
