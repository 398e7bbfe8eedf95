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

/** The organization of this server's accounts. What it compiles is kept as long as the account does not change. */
public final class Organizations implements OrganizationDirectory {
    private static final int CACHED_MAX = 50_000;

    private final KeyValueStore store;
    private final AccountEpochs epochs;
    private final OrganizationTable table = new OrganizationTable();
    private final Map<AccountId, Cached> cache = new ConcurrentHashMap<>();

    private record Cached(long epoch, Optional<AccountMembership> membership) {}

    /** @param epochs stand for what is cached of each account */
    public Organizations(KeyValueStore store, AccountEpochs epochs) {
        this.store = store;
        this.epochs = epochs;
    }

    @Override
    public Optional<AccountMembership> membershipOf(AccountId account) {
        Cached known = cache.get(account);
        if (known != null && known.epoch == epochs.epoch(account)) {
            return known.membership;
        }
        // INVARIANT: what is kept is what stood beside its epoch, in one view.
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
     * Puts an organization in the place of the one that is there; acts on the next request. When nothing differs,
     * nothing is written.
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
