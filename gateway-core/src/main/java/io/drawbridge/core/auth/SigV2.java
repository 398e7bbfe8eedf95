// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.SecretKey;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The version 2 signature: base64 of an HMAC whose key is the secret itself. */
final class SigV2 {
    static final String HMAC_SHA1 = "HmacSHA1";
    static final String HMAC_SHA256 = "HmacSHA256";

    private SigV2() {}

    /** @param algorithm {@link #HMAC_SHA1} or {@link #HMAC_SHA256} */
    static boolean matches(SecretKey secret, String algorithm, ByteSink stringToSign, String signature) {
        byte[] key = secret.bytes();
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            mac.update(stringToSign.array(), 0, stringToSign.length());
            return SigV4Verifier.constantTimeEquals(Base64.getEncoder().encodeToString(mac.doFinal()), signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is missing from this Java runtime", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
