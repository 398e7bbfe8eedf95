// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.ownership;

/** Who owns the objects of a bucket. */
public final class OwnershipRule {
    /** The bucket's owner does, and access control lists mean nothing: the only rule that this server has. */
    public static final String ENFORCED = "BucketOwnerEnforced";

    private OwnershipRule() {}
}
