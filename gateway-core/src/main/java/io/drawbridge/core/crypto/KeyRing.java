// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.crypto;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * Named keys, all derived by HKDF-SHA256 (RFC 5869) from one 32-byte master key. Former master keys can still open old
 * values, so that the master key can be rotated while tokens are valid: each sealed value contains the id of its key.
 * Safe for many threads.
 */
public final class KeyRing {
    /** The length of a master key in bytes. */
    public static final int MASTER_BYTES = 32;

    /** More names than this are a programming error: names are constants. */
    private static final int NAMES_MAX = 64;

    private final Generation current;
    private final List<Generation> generations;

    /** @param master 32 secret random bytes; copied */
    public KeyRing(byte[] master) {
        this(master, List.of());
    }

    /**
     * Returns a ring whose keys never sealed in an older form.
     *
     * @param master 32 secret random bytes for all new values; copied
     * @param former master keys that can only open values that they sealed
     */
    public KeyRing(byte[] master, List<byte[]> former) {
        this(Stream.concat(Stream.of(master), former.stream())
                .map(bytes -> new MasterKey(bytes, MasterKey.SealForm.WHOLE_ROW))
                .toList());
    }

    /** @param masters the key for all new values, then keys that can only open values that they sealed */
    public KeyRing(List<MasterKey> masters) {
        this.generations = masters.stream().map(Generation::new).toList();
        this.current = generations.get(0);
    }

    /** Returns the id of the current master key; a hash, not secret. */
    public int currentId() {
        return current.id;
    }

    /** Returns whether the ring has a master key with the id. */
    public boolean holds(int keyId) {
        return generation(keyId).isPresent();
    }

    /** Returns whether the ring has the master key, and it may have sealed access keys in the oldest form. */
    public boolean mayHaveSealedIdsOnly(int keyId) {
        return generation(keyId)
                .filter(generation -> generation.oldestSeal == MasterKey.SealForm.ID_ONLY)
                .isPresent();
    }

    /** Returns whether any master key may have sealed access keys in the oldest form. */
    public boolean mayHaveSealedIdsOnly() {
        return generations.stream().anyMatch(generation -> mayHaveSealedIdsOnly(generation.id));
    }

    /** Returns the message authentication key with the name under the current master key. */
    public HmacSha256 mac(String name) {
        return current.mac(name);
    }

    /**
     * Returns the message authentication key with the name under the given master key; empty when the ring lacks it.
     */
    public Optional<HmacSha256> mac(int keyId, String name) {
        return generation(keyId).map(generation -> generation.mac(name));
    }

    /** Returns the AES-256 key with the name; empty when the ring lacks the master key. */
    Optional<SecretKey> cipherKey(int keyId, String name) {
        return generation(keyId).map(generation -> generation.cipherKey(name));
    }

    private Optional<Generation> generation(int keyId) {
        for (Generation generation : generations) {
            if (generation.id == keyId) {
                return Optional.of(generation);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "KeyRing[" + generations.size() + " masters hidden]";
    }

    private static final class Generation {
        private final byte[] master;
        private final MasterKey.SealForm oldestSeal;
        private final int id;
        private final ConcurrentMap<String, SecretKey> cipherKeys = new ConcurrentHashMap<>();
        private final ConcurrentMap<String, HmacSha256> macs = new ConcurrentHashMap<>();

        Generation(MasterKey key) {
            this.master = key.bytes();
            this.oldestSeal = key.oldestSeal();
            byte[] hash = derive("id", "ring", 4);
            this.id = (hash[0] & 0xff) << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | (hash[3] & 0xff);
        }

        SecretKey cipherKey(String name) {
            SecretKey cached = cipherKeys.get(name);
            if (cached != null) {
                return cached;
            }
            return bounded(cipherKeys).computeIfAbsent(name, n -> new SecretKeySpec(derive("seal", n, 32), "AES"));
        }

        HmacSha256 mac(String name) {
            HmacSha256 cached = macs.get(name);
            if (cached != null) {
                return cached;
            }
            return bounded(macs).computeIfAbsent(name, n -> new HmacSha256(derive("mac", n, 32)));
        }

        private static <V> ConcurrentMap<String, V> bounded(ConcurrentMap<String, V> keys) {
            if (keys.size() >= NAMES_MAX) {
                throw new IllegalStateException("key names: " + keys.size() + " (expected: < " + NAMES_MAX + ")");
            }
            return keys;
        }

        private byte[] derive(String use, String name, int length) {
            byte[] info = ("drawbridge:" + use + ":" + name).getBytes(StandardCharsets.UTF_8);
            HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
            hkdf.init(new HKDFParameters(master, null, info));
            byte[] key = new byte[length];
            hkdf.generateBytes(key, 0, length);
            return key;
        }
    }
}
