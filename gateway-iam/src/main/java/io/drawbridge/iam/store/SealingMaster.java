// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import java.util.Optional;

/**
 * The master key that seals secrets in rows, agreed on by all servers of a store in one row. Each transaction that seals
 * reads it, so that none commits a seal of the former master key after {@link StoredSecretsReseal} has changed it: a server
 * that was started with the former order of the ring seals under the new one too.
 */
final class SealingMaster {
    private static final Key ROW = IamSpaces.SEALING_MASTER.key().key();

    private SealingMaster() {}

    /** Returns the id of the master key that seals; the ring's first when the store has not agreed on one. */
    static int of(ReadTransaction transaction, KeyRing keys) {
        return agreed(transaction).orElseGet(keys::currentId);
    }

    static Optional<Integer> agreed(ReadTransaction transaction) {
        return transaction.get(ROW).map(bytes -> (int) Counters.decode(bytes));
    }

    static void agree(Transaction transaction, int master) {
        transaction.put(ROW, Counters.encode(master));
    }
}
