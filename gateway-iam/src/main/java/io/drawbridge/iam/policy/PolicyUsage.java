// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

/** The values of {@code PolicyUsageFilter}. */
final class PolicyUsage {
    static final String PERMISSIONS = "PermissionsPolicy";
    static final String BOUNDARY = "PermissionsBoundary";

    private PolicyUsage() {}
}
