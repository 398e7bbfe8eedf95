// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param name for display
 * @param email of its owner
 * @param alias its sign-in alias, unique among all accounts; null when it has none
 * @param createdAt when this server first used it
 */
public record Account(
        AccountId id, String name, String email, @Nullable String alias, Instant createdAt) {
    private static final int TYPE = 16;

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, id.digits())
                .text(2, name)
                .text(3, email)
                .text(4, alias)
                .instant(5, createdAt)
                .toBytes();
    }

    static Account fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new Account(
                new AccountId(fields.text(1)),
                fields.text(2),
                fields.text(3),
                fields.optionalText(4),
                fields.instant(5));
    }

    /** Returns the same account with another alias, or with none. */
    public Account withAlias(@Nullable String newAlias) {
        return new Account(id, name, email, newAlias, createdAt);
    }
}
