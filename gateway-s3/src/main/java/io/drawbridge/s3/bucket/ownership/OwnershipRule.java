// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.ownership;

/** The object ownership setting of a bucket. */
public final class OwnershipRule {
    /** The bucket owner owns every object and access control lists are disabled: the only setting of this server. */
    public static final String ENFORCED = "BucketOwnerEnforced";

    private OwnershipRule() {}
}
