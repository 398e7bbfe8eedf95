// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;

/**
 * Stand for the state of each account: no two states ever have the same epoch, so what is cached of an account is current
 * as long as the epoch with which it was read is. Thread-safe.
 */
public interface AccountEpochs {
    /** The newest epoch of the account. */
    long epoch(AccountId account);

    /** The epoch that a transaction reads: what is cached under it must be read by the same transaction. */
    long epoch(ReadTransaction transaction, AccountId account);

    /** Gives every account a new epoch: what is cached of any is read again. */
    void changeAll(Transaction transaction);
}
