// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

/** The values that a policy lists under one key, ready for comparison. */
interface ValueMatcher {
    /** The outcome of one comparison, before negation. */
    enum Match {
        /** One of the policy's values matches. */
        SOME,
        /** None does. */
        NONE,
        /** The request's value is not of the kind that the operator compares; the condition does not hold. */
        WRONG_KIND
    }

    /** Compares one request value with all of the policy's. */
    Match match(RequestValue value, ConditionValues values);

    static Match of(boolean matched) {
        return matched ? Match.SOME : Match.NONE;
    }
}
