// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import java.util.Base64;

/**
 * Computes the check value of two concatenated byte sequences from the values of each, without the bytes. A check value
 * is a remainder of polynomials over GF(2): appending n bytes multiplies the first by x to the power 8n.
 */
public final class CrcCombiner {
    private static final long CRC32_POLYNOMIAL = 0xEDB88320L;
    private static final long CRC32C_POLYNOMIAL = 0x82F63B78L;
    private static final long CRC64NVME_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    private final ChecksumAlgorithm algorithm;
    private final long polynomial;
    private final long one;
    private final long[] powers = new long[64];
    private long value;

    /**
     * Begins with an empty sequence.
     *
     * @param algorithm a linear one
     */
    public CrcCombiner(ChecksumAlgorithm algorithm) {
        this.algorithm = algorithm;
        this.polynomial = switch (algorithm) {
            case CRC32 -> CRC32_POLYNOMIAL;
            case CRC32C -> CRC32C_POLYNOMIAL;
            case CRC64NVME -> CRC64NVME_POLYNOMIAL;
            case SHA1, SHA256 ->
                throw new IllegalArgumentException("algorithm: " + algorithm + " (expected: a linear one)");
        };
        // Reflected: the highest bit is x to the power 0.
        this.one = 1L << (algorithm.length() * 8 - 1);
        long power = one >>> 1;
        for (int i = 0; i < powers.length; i++) {
            powers[i] = power;
            power = multiply(power, power);
        }
    }

    /**
     * Appends bytes.
     *
     * @param checksum of these bytes in base64
     * @param length of these bytes
     */
    public void append(String checksum, long length) {
        long next = 0;
        for (byte b : Base64.getDecoder().decode(checksum)) {
            next = next << 8 | (b & 0xFF);
        }
        value = multiply(shift(length), value) ^ next;
    }

    /** Returns the check value of all bytes, in base64. */
    public String value() {
        byte[] bytes = new byte[algorithm.length()];
        long rest = value;
        for (int i = bytes.length - 1; i >= 0; i--) {
            bytes[i] = (byte) rest;
            rest >>>= 8;
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns x to the power of eight times the length. */
    private long shift(long length) {
        long product = one;
        long rest = length;
        for (int i = 3; rest != 0; i++) {
            if ((rest & 1) != 0) {
                product = multiply(powers[i], product);
            }
            rest >>>= 1;
        }
        return product;
    }

    private long multiply(long a, long b) {
        long product = 0;
        long factor = b;
        for (long bit = one; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= factor;
            }
            factor = (factor & 1) == 0 ? factor >>> 1 : factor >>> 1 ^ polynomial;
        }
        return product;
    }
}
