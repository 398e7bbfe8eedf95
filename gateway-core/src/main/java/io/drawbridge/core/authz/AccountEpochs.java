// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;

/**
 * Epochs that identify the state of each account. No two states ever have the same epoch, so a cached value of an
 * account is current as long as its epoch is. Thread-safe.
 */
public interface AccountEpochs {
    /** Returns the newest epoch of the account. */
    long epoch(AccountId account);

    /** Returns the epoch that a transaction reads; a value cached under it must be read by the same transaction. */
    long epoch(ReadTransaction transaction, AccountId account);

    /** Gives every account a new epoch, which invalidates all cached values. */
    void changeAll(Transaction transaction);
}
