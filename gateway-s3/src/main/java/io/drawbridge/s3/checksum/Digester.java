// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Computes one checksum over bytes that arrive in chunks. */
public sealed interface Digester {
    /** Reads the remaining bytes of the buffer. */
    void update(ByteBuffer bytes);

    /** Returns the value in the byte order of the wire; ends the computation. */
    byte[] value();

    /** Returns a new computation. */
    static Digester of(ChecksumAlgorithm algorithm) {
        return switch (algorithm) {
            case CRC32 -> new Crc(new CRC32(), 4);
            case CRC32C -> new Crc(new CRC32C(), 4);
            case CRC64NVME -> new Crc(new Crc64Nvme(), 8);
            case SHA1 -> new Hash(hash("SHA-1"));
            case SHA256 -> new Hash(hash("SHA-256"));
        };
    }

    /** Returns a new computation of MD5, for entity tags and Content-MD5. */
    static Digester md5() {
        return new Hash(hash("MD5"));
    }

    private static MessageDigest hash(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
    }

    /** A cyclic redundancy check. */
    record Crc(Checksum checksum, int length) implements Digester {
        @Override
        public void update(ByteBuffer bytes) {
            checksum.update(bytes);
        }

        @Override
        public byte[] value() {
            byte[] value = new byte[length];
            long rest = checksum.getValue();
            for (int i = length - 1; i >= 0; i--) {
                value[i] = (byte) rest;
                rest >>>= 8;
            }
            return value;
        }
    }

    /** A cryptographic hash. */
    record Hash(MessageDigest digest) implements Digester {
        @Override
        public void update(ByteBuffer bytes) {
            digest.update(bytes);
        }

        @Override
        public byte[] value() {
            return digest.digest();
        }
    }
}
