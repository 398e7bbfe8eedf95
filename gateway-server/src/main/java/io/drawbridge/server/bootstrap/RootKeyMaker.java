// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.iam.store.IamTables;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes root keys for accounts that have none, before the accounts are written: so that they can be kept where the
 * operator finds them first. A key that nobody knows would lock the account for ever.
 */
public final class RootKeyMaker {
    private final IamTables tables;
    private final UniqueIds ids;

    public RootKeyMaker(IamTables tables, UniqueIds ids) {
        this.tables = tables;
        this.ids = ids;
    }

    /** An account and the key that was made for it. */
    public record Made(Bootstrap.Account account, Bootstrap.RootKey key) {}

    /** A key for each account for which the bootstrap names none and the store holds none. */
    public List<Made> make(Bootstrap bootstrap) {
        List<Made> made = new ArrayList<>();
        for (Bootstrap.Account account : bootstrap.accounts()) {
            if (account.rootAccessKeys().isEmpty() && !holdsKeys(account)) {
                made.add(new Made(account, new Bootstrap.RootKey(ids.accessKeyId(account.id()), ids.secret())));
            }
        }
        return made;
    }

    private boolean holdsKeys(Bootstrap.Account account) {
        return tables.store().read(transaction -> !tables.accessKeys()
                .list(transaction, account.id(), account.id().digits())
                .isEmpty());
    }

    /** The bootstrap with the keys that were made. */
    public static Bootstrap with(Bootstrap bootstrap, List<Made> made) {
        List<Bootstrap.Account> accounts = new ArrayList<>(bootstrap.accounts());
        for (Made one : made) {
            accounts.replaceAll(account -> account.equals(one.account) ? account.withRootAccessKey(one.key) : account);
        }
        return new Bootstrap(accounts, bootstrap.organization());
    }
}
