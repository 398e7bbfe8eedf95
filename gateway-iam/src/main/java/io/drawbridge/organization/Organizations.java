// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.organization;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccountEpochs;
import io.drawbridge.core.authz.AccountMembership;
import io.drawbridge.core.authz.OrganizationDirectory;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The organization of this server's accounts. A compiled membership is cached until the account changes. */
public final class Organizations implements OrganizationDirectory {
    private static final int CACHED_MAX = 50_000;

    private final KeyValueStore store;
    private final AccountEpochs epochs;
    private final OrganizationTable table = new OrganizationTable();
    private final Map<AccountId, Cached> cache = new ConcurrentHashMap<>();

    private record Cached(long epoch, Optional<AccountMembership> membership) {}

    /**
     * @param epochs identify the cached state of each account
     */
    public Organizations(KeyValueStore store, AccountEpochs epochs) {
        this.store = store;
        this.epochs = epochs;
    }

    @Override
    public Optional<AccountMembership> membershipOf(AccountId account) {
        Cached cached = cache.get(account);
        if (cached != null && cached.epoch == epochs.epoch(account)) {
            return cached.membership;
        }
        // INVARIANT: a cached entry holds the epoch that was read with it, at the same read version.
        Cached fresh = store.read(
                transaction -> new Cached(epochs.epoch(transaction, account), membershipOf(transaction, account)));
        if (cache.size() >= CACHED_MAX) {
            cache.clear();
        }
        cache.put(account, fresh);
        return fresh.membership;
    }

    @Override
    public Optional<AccountMembership> membershipOf(ReadTransaction transaction, AccountId account) {
        return table.membershipOf(transaction, account);
    }

    /**
     * Replaces the organization; takes effect on the next request. When nothing differs, nothing is written.
     *
     * @param organization null for none
     */
    public void replace(@Nullable Organization organization) {
        store.update(transaction -> {
            if (table.replace(transaction, organization) == OrganizationTable.Change.DONE) {
                epochs.changeAll(transaction);
            }
        });
    }
}
