// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.mfa;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords as virtual MFA devices show them: HMAC-SHA-1, 30 seconds, 6 digits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
 */
public final class Totp {
    /** As the seeds of AWS: 64 characters of base32. */
    static final int SEED_BYTES = 40;

    private static final int STEP_SECONDS = 30;
    private static final int CODES = 1_000_000;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    /** Returns the number of the time step. */
    public static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    /** Returns the code of a time step. */
    static String code(byte[] seed, long step) {
        byte[] hash;
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(seed, "HmacSHA1"));
            hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-1 is missing from this Java runtime", e);
        }
        int offset = hash[hash.length - 1] & 0xF;
        int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7FFFFFFF;
        String digits = Integer.toString(number % CODES);
        return "0".repeat(6 - digits.length()) + digits;
    }

    /** Returns whether this is the code of the time step; takes the same time for every code. */
    static boolean matches(byte[] seed, long step, String code) {
        return MessageDigest.isEqual(
                code(seed, step).getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the seed in the alphabet that applications for codes accept; its length is a multiple of 5 bytes. */
    static String base32(byte[] seed) {
        StringBuilder text = new StringBuilder(seed.length * 8 / 5);
        for (int i = 0; i < seed.length; i += 5) {
            long bits = 0;
            for (int j = 0; j < 5; j++) {
                bits = (bits << 8) | (seed[i + j] & 0xFF);
            }
            for (int shift = 35; shift >= 0; shift -= 5) {
                text.append(BASE32.charAt((int) (bits >>> shift) & 31));
            }
        }
        return text.toString();
    }
}
