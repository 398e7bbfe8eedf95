// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA256 under one key. The two padded key blocks are hashed once and cloned for each message, which halves the
 * work for the short strings that request signing has. Safe for many threads.
 */
public final class HmacSha256 {
    private static final int BLOCK_BYTES = 64;

    // INVARIANT: never updated after construction; every message works on clones.
    private final MessageDigest inner;
    private final MessageDigest outer;

    /** @param key of any length; not retained */
    public HmacSha256(byte[] key) {
        byte[] block = Arrays.copyOf(key.length > BLOCK_BYTES ? Sha256.of(key) : key, BLOCK_BYTES);
        this.inner = padded(block, (byte) 0x36);
        this.outer = padded(block, (byte) 0x5c);
        Arrays.fill(block, (byte) 0);
    }

    /** Returns the authentication code of the message, 32 bytes. */
    public byte[] of(byte[] message) {
        return of(message, 0, message.length);
    }

    /** Returns the authentication code of a range of bytes, 32 bytes. */
    public byte[] of(byte[] message, int offset, int length) {
        MessageDigest first = copy(inner);
        first.update(message, offset, length);
        MessageDigest second = copy(outer);
        second.update(first.digest());
        return second.digest();
    }

    private static MessageDigest padded(byte[] block, byte pad) {
        byte[] mixed = new byte[BLOCK_BYTES];
        for (int i = 0; i < BLOCK_BYTES; i++) {
            mixed[i] = (byte) (block[i] ^ pad);
        }
        MessageDigest digest = Sha256.digest();
        digest.update(mixed);
        return digest;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of this Java runtime cannot be cloned", e);
        }
    }
}
