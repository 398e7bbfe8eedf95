// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import java.util.Optional;

/** Finds entities by their unique ids. */
public final class UniqueIdTable {
    public Optional<EntityReference> find(ReadTransaction transaction, String id) {
        return transaction.get(key(id)).map(EntityReference::fromBytes);
    }

    /** Writes the unique id of a new or renamed entity. */
    public void put(Transaction transaction, Entity entity) {
        transaction.put(
                key(entity.id()), new EntityReference(entity.account(), entity.kind(), entity.name()).toBytes());
    }

    /** Removes the id of a deleted entity; it is never reused. */
    public void delete(Transaction transaction, String id) {
        transaction.delete(key(id));
    }

    private static Key key(String id) {
        return IamSpaces.UNIQUE_ID.key().text(id).key();
    }
}
