// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A directory with some accounts, and only the unique ids of users and roles that a test lists. Every principal exists
 * without policies; no role can be assumed, and there are no managed policies.
 */
public final class ListedIdentities implements IdentityDirectory {
    /** Unique ids of users and roles by ARN; a test may change them at any time. */
    public final Map<Arn, String> ids = new HashMap<>();

    private final Set<AccountId> accounts;

    public ListedIdentities(AccountId... accounts) {
        this.accounts = Set.of(accounts);
    }

    @Override
    public Optional<IdentityPolicies> policiesOf(Principal.InAccount principal) {
        return Optional.of(IdentityPolicies.NONE);
    }

    @Override
    public Optional<String> uniqueIdOf(Arn userOrRole) {
        return Optional.ofNullable(ids.get(userOrRole));
    }

    @Override
    public Optional<Arn> arnOf(String uniqueId) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(uniqueId))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public Optional<AssumableRole> role(Arn roleArn) {
        return Optional.empty();
    }

    @Override
    public Optional<CompiledPolicy> managedPolicy(Arn policyArn) {
        return Optional.empty();
    }

    @Override
    public boolean accountNameable(AccountId account) {
        return true;
    }

    @Override
    public boolean accountExists(AccountId account) {
        return accounts.contains(account);
    }
}
