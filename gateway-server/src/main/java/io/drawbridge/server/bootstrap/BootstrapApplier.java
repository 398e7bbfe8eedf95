// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.bootstrap;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.AccessKey;
import io.drawbridge.iam.store.Account;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.organization.Organizations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates the initial accounts and root keys that do not exist yet. */
public final class BootstrapApplier {
    private final IamTables tables;
    private final UniqueIds ids;
    private final Clock clock;

    public BootstrapApplier(IamTables tables, UniqueIds ids, Clock clock) {
        this.tables = tables;
        this.ids = ids;
        this.clock = clock;
    }

    /** A root key that exists on the server after the start. */
    public record RootKey(AccessKey key, boolean generated) {}

    /**
     * Applies the bootstrap. If an account is wrong, neither that account nor the accounts after it are applied.
     *
     * @return the root keys of the accounts, in their order
     * @throws BootstrapException when an alias or a key belongs to another account
     */
    public List<RootKey> apply(Bootstrap bootstrap) throws BootstrapException {
        List<RootKey> keys = new ArrayList<>();
        for (Bootstrap.Account account : bootstrap.accounts()) {
            try {
                keys.addAll(tables.change(account.id(), transaction -> apply(transaction, account)));
            } catch (AwsException e) {
                throw new BootstrapException("account " + account.id() + ": " + e.text());
            }
        }
        tables.store().update(transaction -> bootstrap.foreignAccounts().forEach(account -> tables.accounts()
                .putForeign(transaction, account)));
        applyOrganization(bootstrap.organization());
        return keys;
    }

    private void applyOrganization(Bootstrap.OrganizationChange change) throws BootstrapException {
        Organizations organizations = new Organizations(tables.store(), tables);
        if (change instanceof Bootstrap.OrganizationChange.Remove) {
            organizations.replace(null);
        }
        if (change instanceof Bootstrap.OrganizationChange.Replace replace) {
            for (Map.Entry<AccountId, String> account : replace.paths().entrySet()) {
                boolean known = tables.store()
                        .read(transaction -> tables.accounts().find(transaction, account.getKey()))
                        .isPresent();
                if (!known) {
                    throw new BootstrapException(account.getValue() + ": \"" + account.getKey()
                            + "\" (expected: an account of this server)");
                }
            }
            organizations.replace(replace.organization());
        }
    }

    private List<RootKey> apply(Transaction transaction, Bootstrap.Account declared) {
        Optional<Account> known = tables.accounts().find(transaction, declared.id());
        String email = declared.email() != null
                ? declared.email()
                : known.map(Account::email).orElse(declared.id() + "@drawbridge.invalid");
        String alias = declared.alias() != null
                ? declared.alias()
                : known.map(Account::alias).orElse(null);
        Account account = new Account(
                declared.id(),
                declared.name(),
                email,
                alias,
                known.map(Account::createdAt).orElseGet(clock::instant));
        tables.accounts().put(transaction, account);
        return rootKeys(transaction, declared);
    }

    private List<RootKey> rootKeys(Transaction transaction, Bootstrap.Account declared) {
        List<RootKey> keys = new ArrayList<>();
        for (Bootstrap.RootKey given : declared.rootAccessKeys()) {
            Optional<AccessKey> holder = tables.accessKeys().find(transaction, given.accessKeyId());
            boolean foreign = holder.isPresent()
                    && (holder.get().userId() != null || !holder.get().account().equals(declared.id()));
            if (foreign) {
                throw new AwsException(
                        IamError.ENTITY_ALREADY_EXISTS,
                        "the access key " + given.accessKeyId() + " is somebody else's");
            }
            AccessKey key = new AccessKey(
                    given.accessKeyId(),
                    declared.id(),
                    null,
                    given.secretAccessKey(),
                    true,
                    holder.map(AccessKey::createdAt).orElseGet(clock::instant));
            tables.accessKeys().put(transaction, key);
            keys.add(new RootKey(key, false));
        }
        if (keys.isEmpty()) {
            List<AccessKey> present = tables.accessKeys()
                    .list(transaction, declared.id(), declared.id().digits());
            if (present.isEmpty()) {
                AccessKey fresh = new AccessKey(
                        ids.accessKeyId(declared.id()), declared.id(), null, ids.secret(), true, clock.instant());
                tables.accessKeys().put(transaction, fresh);
                keys.add(new RootKey(fresh, true));
            } else {
                present.forEach(key -> keys.add(new RootKey(key, false)));
            }
        }
        return keys;
    }
}
