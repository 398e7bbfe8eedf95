// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.crypto.HmacSha256;
import io.drawbridge.core.identity.SecretKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The signing key of one credential scope: valid for one UTC day, region and service. Safe for many threads.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">SigV4</a>
 */
final class SigningKey {
    private final HmacSha256 mac;

    private SigningKey(HmacSha256 mac) {
        this.mac = mac;
    }

    static SigningKey derive(SecretKey secret, CredentialScope scope) {
        byte[] secretBytes = secret.bytes();
        byte[] first = new byte[4 + secretBytes.length];
        System.arraycopy("AWS4".getBytes(StandardCharsets.US_ASCII), 0, first, 0, 4);
        System.arraycopy(secretBytes, 0, first, 4, secretBytes.length);
        byte[] key = step(first, scope.date());
        key = step(key, scope.region());
        key = step(key, scope.service());
        key = step(key, scope.terminator());
        Arrays.fill(first, (byte) 0);
        Arrays.fill(secretBytes, (byte) 0);
        return new SigningKey(new HmacSha256(key));
    }

    /** Returns the signature in lower-case hex. */
    String sign(byte[] bytes, int length) {
        return HexFormat.of().formatHex(mac.of(bytes, 0, length));
    }

    private static byte[] step(byte[] key, String text) {
        return new HmacSha256(key).of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
