// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

/** How much detail a denial text contains within an account or organization. */
public enum DenialText {
    /** The ARN of the denying managed or organization policy follows the reason, as in AWS since 2026. */
    WITH_POLICY_ARN,
    /** The reason ends with the policy type. */
    WITHOUT_POLICY_ARN
}
