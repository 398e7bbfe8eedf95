// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import org.jspecify.annotations.Nullable;

/** The result of an {@link AccessCheck}, with its reason. */
public sealed interface Decision {
    /** Whether caller and resource belong to one account or organization; messages to other accounts give no reason. */
    enum Relation {
        SAME_ACCOUNT,
        /** Two accounts of one organization: decided as cross-account access, with the messages of one account. */
        SAME_ORGANIZATION,
        CROSS_ACCOUNT
    }

    /** Why a check was denied. */
    enum Denial {
        /** A Deny statement matched. */
        EXPLICIT,
        /** No statement allowed the action. */
        IMPLICIT
    }

    /** Returns whether the decision allows the action. */
    default boolean allowed() {
        return this instanceof Allowed;
    }

    /**
     * The action is allowed.
     *
     * @param grant the grant of the resource's policy or access control list
     * @param statement an allowing statement, from the resource's policy if that sufficed; null when none was needed,
     *     as for root
     */
    record Allowed(GrantLevel grant, @Nullable MatchedStatement statement) implements Decision {
        /** Allowed without any grant because none was needed. */
        static final Allowed WITHOUT_GRANT = new Allowed(GrantLevel.NONE, null);

        static Allowed withoutStatement(GrantLevel grant) {
            return grant == GrantLevel.NONE ? WITHOUT_GRANT : new Allowed(grant, null);
        }
    }

    /**
     * The action is denied.
     *
     * @param denial explicit or implicit
     * @param by the policy type that denies, or that failed to allow; the first in AWS's order
     * @param statement the denying statement; null when implicit
     * @param relation whether caller and resource belong to one account or organization
     */
    record Denied(Denial denial, PolicyType by, @Nullable MatchedStatement statement, Relation relation)
            implements Decision {}
}
