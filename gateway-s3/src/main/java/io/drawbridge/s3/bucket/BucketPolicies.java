// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.authz.CompiledPolicy;
import java.util.Optional;

/** The policies of buckets, as access checks need them. */
public interface BucketPolicies {
    /**
     * A policy that is ready to decide.
     *
     * @param isPublic whether it gives access to anybody
     */
    record Compiled(CompiledPolicy policy, boolean isPublic) {}

    /** The policy of the bucket; empty when it has none. */
    Optional<Compiled> find(Bucket bucket);
}
