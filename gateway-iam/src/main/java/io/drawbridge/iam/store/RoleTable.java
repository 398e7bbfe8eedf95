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

/** The rows of roles. */
public final class RoleTable {
    private final UniqueIdTable uniqueIds;

    public RoleTable(UniqueIdTable uniqueIds) {
        this.uniqueIds = uniqueIds;
    }

    /** Returns the role of that name, without regard to case. */
    public Optional<Role> find(ReadTransaction transaction, AccountId account, String name) {
        return transaction.get(EntityName.key(IamSpaces.ROLE, account, name)).map(Role::fromBytes);
    }

    /**
     * Visits the roles of an account in the order of their lower-case names, until the visitor stops.
     *
     * @param after the lower-case name after which to begin; null for the beginning
     */
    public void walk(ReadTransaction transaction, AccountId account, @Nullable String after, Predicate<Role> visitor) {
        ReadTransaction.Scan scan = transaction.scan(EntityName.after(IamSpaces.ROLE, account, after));
        Row row = scan.next();
        while (row != null && visitor.test(Role.fromBytes(row.value()))) {
            row = scan.next();
        }
    }

    /** Writes a role, new or changed. */
    public void put(Transaction transaction, Role entity) {
        Key key = EntityName.key(IamSpaces.ROLE, entity.account(), entity.name());
        if (transaction.get(key).isEmpty()) {
            EntityCounts.add(transaction, entity.account(), EntityKind.ROLE, 1);
        }
        transaction.put(key, entity.toBytes());
        uniqueIds.put(transaction, entity);
    }

    /** Deletes the row of a role that is deleted or renamed, and its unique id unless the role is put again. */
    public void delete(Transaction transaction, Role entity) {
        transaction.delete(EntityName.key(IamSpaces.ROLE, entity.account(), entity.name()));
        EntityCounts.add(transaction, entity.account(), EntityKind.ROLE, -1);
        uniqueIds.delete(transaction, entity.id());
    }
}
