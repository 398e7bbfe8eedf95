// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.iam.store.IamTables;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates root keys for accounts without one before the accounts are stored, so that the keys can first be written to a
 * file of the operator. An account with a lost root key would be inaccessible for ever.
 */
public final class RootKeyMaker {
    private final IamTables tables;
    private final UniqueIds ids;

    public RootKeyMaker(IamTables tables, UniqueIds ids) {
        this.tables = tables;
        this.ids = ids;
    }

    /** An account and the key that was created for it. */
    public record Made(Bootstrap.Account account, Bootstrap.RootKey key) {}

    /** Creates a key for each account for which neither the bootstrap nor the store has one. */
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

    /** Returns the bootstrap with the created keys. */
    public static Bootstrap with(Bootstrap bootstrap, List<Made> made) {
        List<Bootstrap.Account> accounts = new ArrayList<>(bootstrap.accounts());
        for (Made one : made) {
            accounts.replaceAll(account -> account.equals(one.account) ? account.withRootAccessKey(one.key) : account);
        }
        return new Bootstrap(accounts, bootstrap.organization(), bootstrap.foreignAccounts());
    }
}
