// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals bytes with AES-256-GCM under one named key of a ring. A sealed value is: format (1 byte), key id (4), nonce
 * (12), cipher text and tag (16). The nonce is random, so one master key should seal fewer than 2^32 values; rotate
 * master keys long before. Safe for many threads when its random generator is.
 */
public final class SealedToken {
    /** The number of bytes that sealing adds. */
    public static final int OVERHEAD_BYTES = 33;

    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int HEADER_BYTES = 5;
    private static final int TAG_BITS = 128;

    private final KeyRing keys;
    private final String name;
    private final RandomGenerator random;

    /** Looking up a cipher costs more than using it. Each use begins with init, which discards the previous state. */
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(SealedToken::newCipher);

    /**
     * @param name separates uses: a value sealed under one name cannot be opened under another
     * @param random must be unpredictable; a {@code SecureRandom} outside of tests
     */
    public SealedToken(KeyRing keys, String name, RandomGenerator random) {
        this.keys = keys;
        this.name = name;
        this.random = random;
    }

    /**
     * Seals under the current master key.
     *
     * @param associatedData authenticated with the value but not stored in it
     */
    public byte[] seal(byte[] plain, byte[] associatedData) {
        return seal(keys.currentId(), plain, associatedData);
    }

    /**
     * Seals under a master key of the ring.
     *
     * @param associatedData authenticated with the value but not stored in it
     * @throws IllegalStateException when the ring lacks the master key
     */
    public byte[] seal(int keyId, byte[] plain, byte[] associatedData) {
        if (!keys.holds(keyId)) {
            throw new IllegalStateException("the key ring lacks the master key "
                    + HexFormat.of().toHexDigits(keyId) + ", under which this store is sealed");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = new byte[plain.length + OVERHEAD_BYTES];
        ByteBuffer.wrap(sealed).put(FORMAT).putInt(keyId).put(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key(keyId), sealed, associatedData);
            cipher.doFinal(plain, 0, plain.length, sealed, HEADER_BYTES + NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed to seal", e);
        }
    }

    /**
     * Returns the plain bytes; empty when the value was changed, truncated, or sealed with another key or associated
     * data.
     */
    public Optional<byte[]> open(byte[] sealed, byte[] associatedData) {
        OptionalInt keyId = keyId(sealed);
        if (keyId.isEmpty() || !keys.holds(keyId.getAsInt())) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key(keyId.getAsInt()), sealed, associatedData);
            int start = HEADER_BYTES + NONCE_BYTES;
            return Optional.of(cipher.doFinal(sealed, start, sealed.length - start));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed to open", e);
        }
    }

    /** Returns the ring of the keys. */
    public KeyRing keys() {
        return keys;
    }

    /** Returns the id of the master key that sealed the value; empty when this cannot be a sealed value. */
    public static OptionalInt keyId(byte[] sealed) {
        if (sealed.length < OVERHEAD_BYTES || sealed[0] != FORMAT) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(ByteBuffer.wrap(sealed).getInt(1));
    }

    private SecretKey key(int keyId) {
        return keys.cipherKey(keyId, name).orElseThrow();
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this Java runtime", e);
        }
    }

    private Cipher cipher(int mode, SecretKey key, byte[] sealed, byte[] associatedData)
            throws GeneralSecurityException {
        Cipher cipher = ciphers.get();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, sealed, HEADER_BYTES, NONCE_BYTES));
        cipher.updateAAD(sealed, 0, HEADER_BYTES);
        cipher.updateAAD(associatedData);
        return cipher;
    }
}
