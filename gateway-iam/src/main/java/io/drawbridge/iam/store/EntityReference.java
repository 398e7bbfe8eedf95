// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;

/** The entity that a unique id refers to. */
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
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new EntityReference(new AccountId(fields.text(1)), EntityKind.of(fields.integer(2)), fields.text(3));
    }
}
