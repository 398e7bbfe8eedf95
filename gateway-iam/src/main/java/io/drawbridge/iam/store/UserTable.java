// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of users. */
public final class UserTable {
    private final UniqueIdTable uniqueIds;

    public UserTable(UniqueIdTable uniqueIds) {
        this.uniqueIds = uniqueIds;
    }

    /** Returns the user of that name, without regard to case. */
    public Optional<User> find(ReadTransaction transaction, AccountId account, String name) {
        return transaction.get(EntityName.key(IamSpaces.USER, account, name)).map(User::fromBytes);
    }

    /**
     * Visits the users of an account in the order of their lower-case names, until the visitor stops.
     *
     * @param after the lower-case name after which to begin; null for the beginning
     */
    public void walk(ReadTransaction transaction, AccountId account, @Nullable String after, Predicate<User> visitor) {
        ReadTransaction.Scan scan = transaction.scan(EntityName.after(IamSpaces.USER, account, after));
        Row row = scan.next();
        while (row != null && visitor.test(User.fromBytes(row.value()))) {
            row = scan.next();
        }
    }

    /** Writes a user, new or changed. */
    public void put(Transaction transaction, User entity) {
        Key key = EntityName.key(IamSpaces.USER, entity.account(), entity.name());
        if (transaction.get(key).isEmpty()) {
            EntityCounts.add(transaction, entity.account(), EntityKind.USER, 1);
        }
        transaction.put(key, entity.toBytes());
        uniqueIds.put(transaction, entity);
    }

    /** Deletes the row of a user that is deleted or renamed, and its unique id unless the user is put again. */
    public void delete(Transaction transaction, User entity) {
        transaction.delete(EntityName.key(IamSpaces.USER, entity.account(), entity.name()));
        EntityCounts.add(transaction, entity.account(), EntityKind.USER, -1);
        uniqueIds.delete(transaction, entity.id());
    }
}
