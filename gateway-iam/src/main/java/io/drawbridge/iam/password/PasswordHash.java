// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with Argon2id. The encoded form holds version, costs, salt and hash, so that costs can be raised later.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>
 */
final class PasswordHash {
    // The second recommended choice of OWASP's Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane.
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;

    /** As RFC 9106, section 4, recommends. */
    private static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;

    /** Hashes that are computed at the same time: each needs 19 MiB. */
    private static final int AT_ONCE = 4;

    private static final String ID = "$argon2id$v=19$";
    private static final Semaphore TURNS = new Semaphore(AT_ONCE, true);

    private PasswordHash() {}

    /** @param random a {@code SecureRandom} outside of tests */
    static String of(String password, RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return ID + "m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64(salt) + "$"
                + base64(hash(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES));
    }

    /** Returns whether the encoded hash is that of the password; compares in constant time. */
    static boolean matches(String password, String encoded) {
        List<String> parts = List.of(encoded.split("\\$", -1));
        if (!encoded.startsWith(ID) || parts.size() != 6) {
            throw new IllegalStateException("stored hash of a password: unknown form");
        }
        List<Integer> costs = List.of(parts.get(3).split(",", -1)).stream()
                .map(cost -> Integer.valueOf(cost.substring(2)))
                .toList();
        byte[] salt = Base64.getDecoder().decode(parts.get(4));
        byte[] hash = Base64.getDecoder().decode(parts.get(5));
        return MessageDigest.isEqual(hash, hash(password, salt, costs.get(0), costs.get(1), costs.get(2), hash.length));
    }

    private static byte[] hash(String password, byte[] salt, int memoryKib, int passes, int lanes, int length) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] hash = new byte[length];
        TURNS.acquireUninterruptibly();
        try {
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        } finally {
            TURNS.release();
        }
        return hash;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
