// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

/** The compiled values that a policy lists under one key. */
interface ValueMatcher {
    /** The outcome of one comparison, before negation. */
    enum Match {
        /** One of the policy's values matches. */
        SOME,
        /** None of the policy's values matches. */
        NONE,
        /** The request's value does not have the type that the operator compares; the condition does not hold. */
        WRONG_KIND
    }

    /** Compares one request value with all values of the policy. */
    Match match(RequestValue value, ConditionValues values);

    static Match of(boolean matched) {
        return matched ? Match.SOME : Match.NONE;
    }
}
