// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret access key. Its {@code toString} does not contain the secret, and it compares in constant time. */
public final class SecretKey {
    private final byte[] bytes;

    /** @param text the secret access key, 1 to 128 ASCII characters */
    public SecretKey(String text) {
        if (text.isEmpty() || text.length() > 128) {
            throw new IllegalArgumentException(
                    "secret access key of " + text.length() + " characters (expected: 1..128)");
        }
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the secret for its only valid uses: the answer of the action that created it, and the key ring. */
    public String reveal() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns a copy of the UTF-8 bytes, for key derivation. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns whether the secrets are equal; compares in constant time. */
    public boolean matches(SecretKey other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return "SecretKey[hidden]";
    }
}
