// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordReader;
import io.drawbridge.core.codec.RecordWriter;

/** Where a unique id leads: the entity that has it. */
public record EntityReference(AccountId account, EntityKind kind, String name) {
    private static final int TYPE = 21;

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, account.digits())
                .number(2, kind.number())
                .text(3, name)
                .toBytes();
    }

    static EntityReference fromBytes(byte[] bytes) {
        RecordReader reader = new RecordReader(TYPE, bytes);
        String account = "";
        int kind = 0;
        String name = "";
        while (reader.next()) {
            switch (reader.tag()) {
                case 1 -> account = reader.text();
                case 2 -> kind = reader.integer();
                case 3 -> name = reader.text();
                default -> {
                    // A field of a newer schema.
                }
            }
        }
        return new EntityReference(new AccountId(account), EntityKind.of(kind), name);
    }
}
