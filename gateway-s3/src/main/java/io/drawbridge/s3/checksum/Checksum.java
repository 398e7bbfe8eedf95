// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.checksum;

import org.jspecify.annotations.Nullable;

/**
 * A checksum of stored bytes.
 *
 * @param value base64; a composite one is followed by {@code -N}, where N is the number of parts
 * @param composite whether it is computed over the checksums of the parts instead of over the bytes
 */
public record Checksum(ChecksumAlgorithm algorithm, String value, boolean composite) {
    /** Returns the value of {@code x-amz-checksum-type}. */
    public String type() {
        return composite ? "COMPOSITE" : "FULL_OBJECT";
    }

    /**
     * Returns the value for the response field of that algorithm, or null when the checksum is of another, or absent.
     */
    public static @Nullable String valueOf(@Nullable Checksum checksum, ChecksumAlgorithm algorithm) {
        return checksum != null && checksum.algorithm == algorithm ? checksum.value : null;
    }
}
