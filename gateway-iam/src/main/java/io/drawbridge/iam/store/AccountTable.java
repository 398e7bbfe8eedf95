// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.iam.model.IamError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of accounts and aliases. */
public final class AccountTable {
    /** Returns all accounts in the order of their ids. */
    public List<Account> list(ReadTransaction transaction) {
        List<Account> accounts = new ArrayList<>();
        ReadTransaction.Scan scan = transaction.scan(IamSpaces.ACCOUNT.key().range());
        for (Row row = scan.next(); row != null; row = scan.next()) {
            accounts.add(Account.fromBytes(row.value()));
        }
        return accounts;
    }

    /** Returns the account with that id. */
    public Optional<Account> find(ReadTransaction transaction, AccountId id) {
        return transaction.get(key(id)).map(Account::fromBytes);
    }

    /** Returns whether the account was declared to exist elsewhere. */
    public boolean isForeign(ReadTransaction transaction, AccountId id) {
        return transaction.get(foreignKey(id)).isPresent();
    }

    /** Declares that an account exists elsewhere. */
    public void putForeign(Transaction transaction, AccountId id) {
        transaction.put(foreignKey(id), new byte[0]);
    }

    private static Key foreignKey(AccountId id) {
        return IamSpaces.FOREIGN_ACCOUNT.key().text(id.digits()).key();
    }

    /**
     * Returns the account of a caller.
     *
     * @throws IllegalStateException when it does not exist: credentials of such an account cannot authenticate
     */
    public Account require(ReadTransaction transaction, AccountId id) {
        return find(transaction, id)
                .orElseThrow(() -> new IllegalStateException("account: " + id + " (expected: one of this server)"));
    }

    /**
     * Writes a new or changed account.
     *
     * @throws AwsException EntityAlreadyExists when another account has the alias
     */
    public void put(Transaction transaction, Account account) {
        String before = find(transaction, account.id()).map(Account::alias).orElse(null);
        if (before != null && !before.equals(account.alias())) {
            transaction.delete(aliasKey(before));
        }
        if (account.alias() != null) {
            claim(transaction, account.alias(), account.id());
        }
        transaction.put(key(account.id()), account.toBytes());
    }

    private static void claim(Transaction transaction, String alias, AccountId id) {
        byte[] owner = id.digits().getBytes(StandardCharsets.US_ASCII);
        Optional<byte[]> holder = transaction.get(aliasKey(alias));
        if (holder.isPresent() && !new String(holder.get(), StandardCharsets.US_ASCII).equals(id.digits())) {
            throw new AwsException(IamError.ENTITY_ALREADY_EXISTS, "The account alias " + alias + " already exists.");
        }
        transaction.put(aliasKey(alias), owner);
    }

    private static Key key(AccountId id) {
        return IamSpaces.ACCOUNT.key().text(id.digits()).key();
    }

    private static Key aliasKey(String alias) {
        return IamSpaces.ALIAS.key().text(alias).key();
    }
}
