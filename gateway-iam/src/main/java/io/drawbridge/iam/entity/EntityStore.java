// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.transaction.IamTransactions;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The access of actions to users, groups and roles.
 *
 * @param tables their rows, for use in a transaction
 * @param transactions the only access of an action to the store
 * @param entities finds them by name
 * @param access creates access checks on them
 */
public record EntityStore(IamTables tables, IamTransactions transactions, Entities entities, EntityAccess access) {
    public static EntityStore of(IamTables tables) {
        IamTransactions transactions = new IamTransactions(tables);
        Entities entities = new Entities(tables);
        return new EntityStore(tables, transactions, entities, new EntityAccess(transactions, entities));
    }

    /** See {@link IamTransactions#read}. */
    public <T extends @Nullable Object> T read(RequestContext context, Function<ReadTransaction, T> function) {
        return transactions.read(context, function);
    }

    /** See {@link IamTransactions#change}. */
    public <T> T change(RequestContext context, Function<Transaction, T> function) {
        return transactions.change(context, function);
    }

    /** See {@link IamTransactions#changeOnly}. */
    public void changeOnly(RequestContext context, Consumer<Transaction> function) {
        transactions.changeOnly(context, function);
    }
}
