// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.identity;

import io.drawbridge.core.crypto.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Bytes for ids that every response shows: SHA-256 of a secret key and a counter. They cost one block of the hash and no
 * lock, and show neither the key nor the counter, so that nobody can compute other ids from them. Ids that give access
 * to something do not come from here; see {@link UniqueIds#unguessable}. Safe for many threads.
 */
final class KeyedCounter {
    static final int LENGTH_BYTES = Sha256.LENGTH_BYTES;

    private static final int KEY_BYTES = 32;

    // INVARIANT: key and counter always have the same length, so that the hash is a pseudorandom function of the
    // counter.
    private final byte[] key = new byte[KEY_BYTES];
    private final AtomicLong counter = new AtomicLong();

    /** @param random unpredictable; the key comes from it */
    KeyedCounter(RandomGenerator random) {
        random.nextBytes(key);
    }

    /** Returns 32 bytes, each time others. */
    byte[] next() {
        MessageDigest digest = Sha256.digest();
        digest.update(key);
        return digest.digest(ByteBuffer.allocate(Long.BYTES)
                .putLong(counter.getAndIncrement())
                .array());
    }
}
