// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

/** How the resource's policy counts in a decision. */
public enum ResourcePolicyUse {
    /** The resource has no policy. */
    NONE,
    /**
     * Its denies count; its allows grant nothing, as for an object of another account or a restricted public bucket.
     */
    DENIES_ONLY,
    /** Its grant can be sufficient alone in the same account: a bucket policy. */
    SUFFICIENT,
    /** Its grant is required: a role trust policy. */
    REQUIRED
}
