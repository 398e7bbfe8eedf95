// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import java.util.Locale;
import java.util.Optional;

/**
 * The checksum algorithms that clients may send and ask for. The number is stored.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Integrity</a>
 */
public enum ChecksumAlgorithm {
    CRC32(1, 4),
    CRC32C(2, 4),
    CRC64NVME(3, 8),
    SHA1(4, 20),
    SHA256(5, 32);

    private final int number;
    private final int length;

    ChecksumAlgorithm(int number, int length) {
        this.number = number;
        this.length = length;
    }

    public int number() {
        return number;
    }

    /** Returns the length of its value in bytes. */
    public int length() {
        return length;
    }

    /** Returns the name of the header or trailer that carries the value, such as {@code x-amz-checksum-crc32c}. */
    public String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the checksum of the whole can be computed from the checksums of the parts. */
    public boolean linear() {
        return this == CRC32 || this == CRC32C || this == CRC64NVME;
    }

    /** Returns the algorithm of that name on the wire, in any case. */
    public static Optional<ChecksumAlgorithm> of(String name) {
        for (ChecksumAlgorithm algorithm : values()) {
            if (algorithm.name().equalsIgnoreCase(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** Returns the algorithm with that stored number. */
    public static ChecksumAlgorithm of(int number) {
        for (ChecksumAlgorithm algorithm : values()) {
            if (algorithm.number == number) {
                return algorithm;
            }
        }
        throw new IllegalStateException("stored checksum algorithm: " + number + " (expected: 1..5)");
    }
}
