// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

/**
 * How directly a resource-based policy grants, from nothing to the most direct.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-request.html">
 *     Evaluation logic</a>
 */
public enum GrantLevel {
    NONE,
    /** The caller's account is named: its identity policies decide. */
    ACCOUNT,
    /** The caller's role (or the user of a federated session) is named: boundary and session policies still limit. */
    ROLE,
    /** The user, the session or everybody is named: nothing else is needed in the same account. */
    DIRECT;

    /** The more direct of two levels. */
    public GrantLevel or(GrantLevel other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
