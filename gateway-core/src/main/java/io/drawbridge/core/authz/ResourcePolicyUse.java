// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

/** What the resource's policy counts for. */
public enum ResourcePolicyUse {
    /** The resource has no policy. */
    NONE,
    /** Its denies deny; its allows grant nothing, as for an object of another account or a restricted public bucket. */
    DENIES_ONLY,
    /** Its grant can be enough alone in the same account: a bucket policy. */
    SUFFICIENT,
    /** Without its grant nothing is allowed: a role trust policy. */
    REQUIRED
}
