// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.transaction;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.iam.store.IamTables;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of IAM's actions. The reads of an action's access checks are repeated in each transaction of its
 * work; when a result differs, the transaction ends without effect and {@link ConsistentAction} makes the checks again.
 */
public final class IamTransactions {
    private final IamTables tables;

    public IamTransactions(IamTables tables) {
        this.tables = tables;
    }

    /**
     * Reads at one read version.
     *
     * @param function may run more than once; its result is compared by {@code equals}
     */
    public <T extends @Nullable Object> T read(RequestContext context, Function<ReadTransaction, T> function) {
        CheckedReads reads = CheckedReads.of(context);
        if (reads.checking()) {
            return reads.add(function, tables.store().read(function));
        }
        return tables.store().read(transaction -> {
            reads.verify(transaction);
            return function.apply(transaction);
        });
    }

    /**
     * Changes the caller's account; the change takes effect on the next request.
     *
     * @param function may run more than once
     */
    public <T> T change(RequestContext context, Function<Transaction, T> function) {
        CheckedReads reads = CheckedReads.of(context);
        if (reads.checking()) {
            throw new IllegalStateException("change in an action's checks");
        }
        return tables.change(context.account(), transaction -> {
            reads.verify(transaction);
            return function.apply(transaction);
        });
    }

    /** Changes the caller's account without a result. */
    public void changeOnly(RequestContext context, Consumer<Transaction> function) {
        change(context, transaction -> {
            function.accept(transaction);
            return context;
        });
    }
}
