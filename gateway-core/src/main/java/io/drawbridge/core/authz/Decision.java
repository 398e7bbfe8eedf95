// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import org.jspecify.annotations.Nullable;

/** The answer to an {@link AccessCheck}, with its reason. */
public sealed interface Decision {
    /** Whether caller and resource belong to one account or organization; messages to others tell no reason. */
    enum Relation {
        SAME_ACCOUNT,
        /** Two accounts of one organization: decided as across accounts, told as within one. */
        SAME_ORGANIZATION,
        CROSS_ACCOUNT
    }

    /** How a refusal came about. */
    enum Denial {
        /** A Deny statement matched. */
        EXPLICIT,
        /** Nothing allowed. */
        IMPLICIT
    }

    /** Whether the caller may. */
    default boolean allowed() {
        return this instanceof Allowed;
    }

    /**
     * The caller may.
     *
     * @param grant what the resource's policy or access control list granted
     * @param statement an allowing statement, of the resource's policy if that sufficed; null when none was needed, as
     *     for root
     */
    record Allowed(GrantLevel grant, @Nullable MatchedStatement statement) implements Decision {
        /** Nothing was needed, nothing granted. */
        static final Allowed WITHOUT_GRANT = new Allowed(GrantLevel.NONE, null);

        static Allowed withoutStatement(GrantLevel grant) {
            return grant == GrantLevel.NONE ? WITHOUT_GRANT : new Allowed(grant, null);
        }
    }

    /**
     * The caller may not.
     *
     * @param denial explicit or implicit
     * @param by the kind of policy that denies, or that failed to allow; the first one in AWS's order
     * @param statement the denying statement; null when implicit
     * @param relation whether caller and resource belong to one account or organization
     */
    record Denied(Denial denial, PolicyType by, @Nullable MatchedStatement statement, Relation relation)
            implements Decision {}
}
