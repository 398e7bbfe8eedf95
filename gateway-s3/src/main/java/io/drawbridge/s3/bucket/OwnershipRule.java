// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

/** Who owns the objects of a bucket. */
final class OwnershipRule {
    /** The bucket's owner does, and access control lists mean nothing: the only rule that this server has. */
    static final String ENFORCED = "BucketOwnerEnforced";

    private OwnershipRule() {}
}
