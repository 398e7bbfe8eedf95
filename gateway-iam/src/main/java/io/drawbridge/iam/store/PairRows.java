// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyReader;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that hold only pairs of ids, in their keys; found by the first id.
 *
 * @param space account, first, second → nothing
 */
public record PairRows(KeySpace space) {
    private static final byte[] NOTHING = {};

    /** Returns the second ids of all pairs with this first id, in their order. */
    public List<String> seconds(ReadTransaction transaction, AccountId account, String first) {
        List<String> ids = new ArrayList<>();
        ReadTransaction.Scan scan =
                transaction.scan(space.key().text(account.digits()).text(first).range());
        for (Row row = scan.next(); row != null; row = scan.next()) {
            KeyReader reader = space.read(row.key());
            reader.text();
            reader.text();
            ids.add(reader.text());
        }
        return ids;
    }

    public boolean contains(ReadTransaction transaction, AccountId account, String first, String second) {
        return transaction.get(key(account, first, second)).isPresent();
    }

    /** Adds the pair; does nothing when it already exists. */
    public void put(Transaction transaction, AccountId account, String first, String second) {
        transaction.put(key(account, first, second), NOTHING);
    }

    public void delete(Transaction transaction, AccountId account, String first, String second) {
        transaction.delete(key(account, first, second));
    }

    private Key key(AccountId account, String first, String second) {
        return space.key().text(account.digits()).text(first).text(second).key();
    }
}
