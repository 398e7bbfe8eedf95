// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import org.jspecify.annotations.Nullable;

/**
 * The versioning state of a bucket. Once enabled, versioning can be suspended, but the bucket never becomes unversioned
 * again.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html">Versioning</a>
 */
public enum BucketVersioning {
    /** No version was ever kept: each object is the null version of its key. */
    UNVERSIONED(0),
    /** Each write adds a version. */
    ENABLED(1),
    /** Old versions stay; a write replaces the null version. */
    SUSPENDED(2);

    private final int number;

    BucketVersioning(int number) {
        this.number = number;
    }

    /** Returns the state for the text of {@code Status}, {@code Enabled} or {@code Suspended}. */
    public static BucketVersioning ofStatus(String status) {
        return switch (status) {
            case "Enabled" -> ENABLED;
            case "Suspended" -> SUSPENDED;
            default -> throw new IllegalArgumentException("status: " + status + " (expected: Enabled or Suspended)");
        };
    }

    /** Returns the text of {@code Status}, or null for a bucket that never had versions. */
    public @Nullable String status() {
        return switch (this) {
            case UNVERSIONED -> null;
            case ENABLED -> "Enabled";
            case SUSPENDED -> "Suspended";
        };
    }

    /** Returns the number that is stored. */
    int number() {
        return number;
    }

    static BucketVersioning of(int number) {
        return switch (number) {
            case 0 -> UNVERSIONED;
            case 1 -> ENABLED;
            case 2 -> SUSPENDED;
            default -> throw new IllegalStateException("bucket versioning: " + number + " (expected: 0..2)");
        };
    }
}
