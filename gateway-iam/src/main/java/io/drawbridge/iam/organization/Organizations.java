// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.organization;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccountMembership;
import io.drawbridge.core.authz.OrganizationDirectory;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.store.Account;
import io.drawbridge.iam.store.IamTables;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The organization of this server's accounts. What it compiles is kept as long as the account does not change. */
public final class Organizations implements OrganizationDirectory {
    private static final int CACHED_MAX = 50_000;

    private final IamTables tables;
    private final OrganizationTable table = new OrganizationTable();
    private final Map<AccountId, Cached> cache = new ConcurrentHashMap<>();

    private record Cached(long epoch, Optional<AccountMembership> membership) {}

    public Organizations(IamTables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<AccountMembership> membershipOf(AccountId account) {
        Cached known = cache.get(account);
        if (known != null && known.epoch == tables.epoch(account)) {
            return known.membership;
        }
        // INVARIANT: what is kept is what stood beside its epoch, in one view.
        Cached fresh = tables.store()
                .read(transaction -> new Cached(tables.epoch(transaction, account), read(transaction, account)));
        if (cache.size() >= CACHED_MAX) {
            cache.clear();
        }
        cache.put(account, fresh);
        return fresh.membership;
    }

    /** The same, read anew. */
    public Optional<AccountMembership> read(ReadTransaction transaction, AccountId account) {
        return table.membershipOf(transaction, account);
    }

    /**
     * Puts an organization in the place of the one that is there; acts on the next request. When nothing differs,
     * nothing is written.
     *
     * @param organization null for none
     */
    public void replace(@Nullable Organization organization) {
        tables.store().update(transaction -> {
            if (table.replace(transaction, organization) == OrganizationTable.Change.DONE) {
                for (Account account : tables.accounts().list(transaction)) {
                    tables.touch(transaction, account.id());
                }
            }
        });
    }
}
