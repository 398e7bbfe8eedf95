// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import org.jspecify.annotations.Nullable;

/**
 * Where a compiled policy came from.
 *
 * @param type the type of the source
 * @param name its name, such as the policy name; for a bucket policy the bucket, for a trust policy the role
 * @param arn the ARN of a managed or organization policy; null for inline and resource policies
 * @param attachedTo the entity that brings the policy into the decision, such as {@code group Developers}; null if
 *     unknown
 */
public record PolicyOrigin(
        PolicySourceType type,
        String name,
        @Nullable String arn,
        @Nullable String attachedTo) {}
