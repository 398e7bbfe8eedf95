// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.SecretKey;
import java.time.Instant;

/**
 * Temporary credentials as an STS action answers them.
 *
 * @param accessKeyId {@code ASIA…}
 * @param secret derived from the master and the token: nothing is stored
 * @param sessionToken at most 4096 characters, all of them unreserved in URLs
 * @param expiresAt the moment from which they are refused
 */
public record IssuedCredentials(String accessKeyId, SecretKey secret, String sessionToken, Instant expiresAt) {
    @Override
    public String toString() {
        return "IssuedCredentials[" + accessKeyId + "]";
    }
}
