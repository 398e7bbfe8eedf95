// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

/** How much the text of a refusal tells within an account or organization. */
public enum DenialText {
    /** The ARN of the managed or organization policy that denies stands behind the reason, as in AWS since 2026. */
    WITH_POLICY_ARN,
    /** The reason ends with the kind of policy. */
    WITHOUT_POLICY_ARN
}
