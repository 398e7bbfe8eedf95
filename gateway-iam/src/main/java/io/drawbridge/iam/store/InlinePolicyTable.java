// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyBuilder;
import io.drawbridge.core.kv.KeyReader;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Inline policies of users, groups and roles, found by the owner's unique id. */
public final class InlinePolicyTable {
    /** Returns the document of one policy. */
    public Optional<String> find(ReadTransaction transaction, AccountId account, String ownerId, String policyName) {
        return transaction
                .get(key(account, ownerId, policyName))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Returns all documents of an owner by policy name, in the order of the names. */
    public Map<String, String> list(ReadTransaction transaction, AccountId account, String ownerId) {
        Map<String, String> documents = new TreeMap<>();
        ReadTransaction.Scan scan = transaction.scan(of(account, ownerId).range());
        for (Row row = scan.next(); row != null; row = scan.next()) {
            KeyReader reader = IamSpaces.INLINE_POLICY.read(row.key());
            reader.text();
            reader.text();
            documents.put(reader.text(), new String(row.value(), StandardCharsets.UTF_8));
        }
        return documents;
    }

    /** Writes a policy and replaces an earlier one of that name. */
    public void put(Transaction transaction, AccountId account, String ownerId, String policyName, String document) {
        transaction.put(key(account, ownerId, policyName), document.getBytes(StandardCharsets.UTF_8));
    }

    public void delete(Transaction transaction, AccountId account, String ownerId, String policyName) {
        transaction.delete(key(account, ownerId, policyName));
    }

    private static Key key(AccountId account, String ownerId, String policyName) {
        return of(account, ownerId).text(policyName).key();
    }

    private static KeyBuilder of(AccountId account, String ownerId) {
        return IamSpaces.INLINE_POLICY.key().text(account.digits()).text(ownerId);
    }
}
