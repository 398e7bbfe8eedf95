// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import java.time.Duration;
import java.time.Instant;

/** The ids of the tasks that deleted service-linked roles, each with its time. */
public final class DeletionTaskTable {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int SWEPT_AT_ONCE = 32;

    public boolean contains(ReadTransaction transaction, AccountId account, String taskId) {
        return transaction.get(key(account, taskId)).isPresent();
    }

    /** Records a task, and forgets some that ended more than seven days ago. */
    public void put(Transaction transaction, AccountId account, String taskId, Instant now) {
        ReadTransaction.Scan scan = transaction.scan(
                IamSpaces.DELETION_TASK.key().text(account.digits()).range());
        Row row = scan.next();
        for (int i = 0; i < SWEPT_AT_ONCE && row != null; i++, row = scan.next()) {
            if (Instant.ofEpochMilli(Counters.decode(row.value())).isBefore(now.minus(KEPT))) {
                transaction.delete(row.key());
            }
        }
        transaction.put(key(account, taskId), Counters.encode(now.toEpochMilli()));
    }

    private static Key key(AccountId account, String taskId) {
        return IamSpaces.DELETION_TASK.key().text(account.digits()).text(taskId).key();
    }
}
