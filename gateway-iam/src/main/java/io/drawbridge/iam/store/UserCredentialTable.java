// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of SSH public keys, signing certificates and service-specific credentials. */
public final class UserCredentialTable {
    /** Returns a credential of an owner. */
    public Optional<UserCredential> find(
            ReadTransaction transaction, AccountId account, String ownerId, UserCredential.Kind kind, String id) {
        return transaction.get(key(account, ownerId, kind, id)).map(UserCredential::fromBytes);
    }

    /** Returns the credentials of one kind of an owner, in the order of their ids. */
    public List<UserCredential> list(
            ReadTransaction transaction, AccountId account, String ownerId, UserCredential.Kind kind) {
        List<UserCredential> found = new ArrayList<>();
        ReadTransaction.Scan scan = transaction.scan(IamSpaces.USER_CREDENTIAL
                .key()
                .text(account.digits())
                .text(ownerId)
                .number(kind.number())
                .range());
        for (Row row = scan.next(); row != null; row = scan.next()) {
            found.add(UserCredential.fromBytes(row.value()));
        }
        return found;
    }

    /** Writes a credential, new or changed. */
    public void put(Transaction transaction, UserCredential credential) {
        transaction.put(
                key(credential.account(), credential.ownerId(), credential.kind(), credential.id()),
                credential.toBytes());
    }

    /** Deletes a credential. */
    public void delete(Transaction transaction, UserCredential credential) {
        transaction.delete(key(credential.account(), credential.ownerId(), credential.kind(), credential.id()));
    }

    private static Key key(AccountId account, String ownerId, UserCredential.Kind kind, String id) {
        return IamSpaces.USER_CREDENTIAL
                .key()
                .text(account.digits())
                .text(ownerId)
                .number(kind.number())
                .text(id)
                .key();
    }
}
