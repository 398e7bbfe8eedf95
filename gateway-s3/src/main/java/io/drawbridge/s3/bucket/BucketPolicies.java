// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.authz.CompiledPolicy;
import java.util.Optional;

/** The compiled policies of buckets, for access checks. */
public interface BucketPolicies {
    /**
     * A compiled policy.
     *
     * @param isPublic whether the policy is public, as {@code GetBucketPolicyStatus} shows it
     */
    record Compiled(CompiledPolicy policy, boolean isPublic) {}

    /** Returns the policy of the bucket, or empty when it has none. */
    Optional<Compiled> find(Bucket bucket);
}
