// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import io.drawbridge.core.identity.SecretKey;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The version 2 signature: base64 of an HMAC whose key is the secret itself. */
final class SigV2 {
    static final String HMAC_SHA1 = "HmacSHA1";
    static final String HMAC_SHA256 = "HmacSHA256";

    /**
     * The maximum time from now to the Expires of a request, in seconds, inclusive: what a presigned URL of version 4
     * has
     * at most (X-Amz-Expires, 604800) when the clock of its signer is fast by the maximum skew. AWS has no such maximum
     * for version 2.
     */
    static final long EXPIRES_SECONDS_MAX = 604_800 + AmzDate.SKEW_SECONDS_MAX;

    private SigV2() {}

    /** Returns whether the end of a request's life is further away than any link may live. */
    static boolean expiresTooLate(Instant now, Instant end) {
        return AmzDate.secondsBetween(now, end) > EXPIRES_SECONDS_MAX;
    }

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
