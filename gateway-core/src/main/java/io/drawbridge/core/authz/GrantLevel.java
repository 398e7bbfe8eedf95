// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

/**
 * How directly a resource-based policy grants access, from not at all to the most direct.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-request.html">
 *     Evaluation logic</a>
 */
public enum GrantLevel {
    NONE,
    /** The policy names the caller's account: the caller's identity policies decide. */
    ACCOUNT,
    /**
     * The policy names the caller's role (or the user of a federated session): boundary and session policies still
     * limit.
     */
    ROLE,
    /** The policy names the user, the session or everyone: within the account nothing else is needed. */
    DIRECT;

    /** Returns the more direct of two levels. */
    public GrantLevel or(GrantLevel other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
