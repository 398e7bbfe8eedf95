// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.ReadTransaction;
import java.util.Optional;
import java.util.function.Function;

/** The port to the service that owns organizations and control policies. Answers are current; thread-safe. */
public interface OrganizationDirectory {
    /** A directory in which no account belongs to an organization. */
    OrganizationDirectory NONE = of(account -> Optional.empty());

    /** Returns a directory of memberships that no transaction changes. */
    static OrganizationDirectory of(Function<AccountId, Optional<AccountMembership>> places) {
        return new OrganizationDirectory() {
            @Override
            public Optional<AccountMembership> membershipOf(AccountId account) {
                return places.apply(account);
            }

            @Override
            public Optional<AccountMembership> membershipOf(ReadTransaction transaction, AccountId account) {
                return places.apply(account);
            }
        };
    }

    /** Returns the account's membership; empty when it belongs to no organization. */
    Optional<AccountMembership> membershipOf(AccountId account);

    /** Returns the account's membership as the transaction reads it, for callers that cache it with other rows. */
    Optional<AccountMembership> membershipOf(ReadTransaction transaction, AccountId account);
}
