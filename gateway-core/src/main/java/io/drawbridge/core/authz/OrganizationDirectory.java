// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import java.util.Optional;

/** Knows which accounts belong to an organization. Answers are current; thread-safe. */
@FunctionalInterface
public interface OrganizationDirectory {
    /** No account belongs to any. */
    OrganizationDirectory NONE = account -> Optional.empty();

    /** The account's place; empty when it belongs to no organization. */
    Optional<AccountMembership> membershipOf(AccountId account);
}
