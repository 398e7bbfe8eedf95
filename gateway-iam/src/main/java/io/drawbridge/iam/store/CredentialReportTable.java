// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.Transaction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The rows of credential reports: of each account the newest one, in slices that fit a row. */
public final class CredentialReportTable {
    private static final int TYPE = 41;
    private static final int SLICE_TYPE = 42;
    private static final int SLICE_BYTES = 90_000;

    /** Returns the report of an account; empty when none was generated. */
    public Optional<CredentialReport> find(ReadTransaction transaction, AccountId account) {
        return head(transaction, account).map(head -> {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int slice = 1; slice <= head.integer(2); slice++) {
                byte[] row = transaction.get(key(account, slice)).orElseThrow();
                content.writeBytes(RecordFields.read(SLICE_TYPE, row).bytes(1));
            }
            return new CredentialReport(head.instant(1), content.toString(StandardCharsets.UTF_8));
        });
    }

    /** Returns when the report of an account was generated; empty when none was. */
    public Optional<Instant> generatedAt(ReadTransaction transaction, AccountId account) {
        return head(transaction, account).map(head -> head.instant(1));
    }

    /** Replaces the report of an account. */
    public void put(Transaction transaction, AccountId account, CredentialReport report) {
        int former = head(transaction, account).map(head -> head.integer(2)).orElse(0);
        byte[] content = report.content().getBytes(StandardCharsets.UTF_8);
        int slices = 0;
        for (int start = 0; start < content.length; start += SLICE_BYTES) {
            byte[] slice = Arrays.copyOfRange(content, start, Math.min(content.length, start + SLICE_BYTES));
            transaction.put(
                    key(account, ++slices),
                    new RecordWriter(SLICE_TYPE, 1).bytes(1, slice).toBytes());
        }
        for (int slice = slices + 1; slice <= former; slice++) {
            transaction.delete(key(account, slice));
        }
        transaction.put(
                key(account, 0),
                new RecordWriter(TYPE, 1)
                        .instant(1, report.generatedAt())
                        .number(2, slices)
                        .toBytes());
    }

    private static Optional<RecordFields> head(ReadTransaction transaction, AccountId account) {
        return transaction.get(key(account, 0)).map(bytes -> RecordFields.read(TYPE, bytes));
    }

    private static Key key(AccountId account, int slice) {
        return IamSpaces.CREDENTIAL_REPORT
                .key()
                .text(account.digits())
                .number(slice)
                .key();
    }
}
