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

/** The rows of server certificates. */
public final class ServerCertificateTable {
    /** Returns the certificate of that name, without regard to case. */
    public Optional<ServerCertificate> find(ReadTransaction transaction, AccountId account, String name) {
        return transaction.get(key(account, name)).map(ServerCertificate::fromBytes);
    }

    /**
     * Visits the certificates of an account in the order of their lower-case names, until the visitor stops.
     *
     * @param after the lower-case name after which to begin; null for the beginning
     */
    public void walk(
            ReadTransaction transaction,
            AccountId account,
            @Nullable String after,
            Predicate<ServerCertificate> visitor) {
        ReadTransaction.Scan scan = transaction.scan(EntityName.after(IamSpaces.SERVER_CERTIFICATE, account, after));
        Row row = scan.next();
        while (row != null && visitor.test(ServerCertificate.fromBytes(row.value()))) {
            row = scan.next();
        }
    }

    /** Returns the number of certificates of an account. */
    public int count(ReadTransaction transaction, AccountId account) {
        int[] count = {0};
        walk(transaction, account, null, certificate -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    /** Writes a certificate, new or changed. */
    public void put(Transaction transaction, ServerCertificate certificate) {
        transaction.put(key(certificate.account(), certificate.name()), certificate.toBytes());
    }

    /** Deletes a certificate. */
    public void delete(Transaction transaction, ServerCertificate certificate) {
        transaction.delete(key(certificate.account(), certificate.name()));
    }

    private static Key key(AccountId account, String name) {
        return EntityName.key(IamSpaces.SERVER_CERTIFICATE, account, name);
    }
}
