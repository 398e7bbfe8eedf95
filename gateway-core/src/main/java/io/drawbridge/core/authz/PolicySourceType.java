// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

/**
 * Where a policy is stored, as the policy simulator names its sources. For its role in a decision see {@link
 * PolicyType}.
 */
public enum PolicySourceType {
    /** Inline in a user. */
    USER,
    /** Inline in a group. */
    GROUP,
    /** Inline in a role. */
    ROLE,
    AWS_MANAGED,
    CUSTOMER_MANAGED,
    /** Attached to a resource, such as a bucket policy. */
    RESOURCE,
    /** A role's trust policy. */
    TRUST,
    /** Given inline when a session was created. */
    SESSION,
    SERVICE_CONTROL,
    RESOURCE_CONTROL
}
