// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The identity of an entity or a managed policy: fields 1 to 5 of the stored record.
 *
 * @param name in its original case
 * @param path begins and ends with a slash
 * @param id the unique id: {@code AIDA…}, {@code AGPA…}, {@code AROA…} or {@code ANPA…}
 */
public record EntityIdentity(AccountId account, String name, String path, String id, Instant createdAt) {
    /** The path of an entity that is created without one. */
    public static final String PATH_DEFAULT = "/";

    /**
     * Returns the identity of an entity that is created now.
     *
     * @param path null for {@value #PATH_DEFAULT}
     */
    public static EntityIdentity created(
            AccountId account, String name, @Nullable String path, String id, Instant createdAt) {
        return new EntityIdentity(account, name, path == null ? PATH_DEFAULT : path, id, createdAt);
    }

    static EntityIdentity read(RecordFields fields) {
        return new EntityIdentity(
                new AccountId(fields.text(1)), fields.text(2), fields.text(3), fields.text(4), fields.instant(5));
    }

    RecordWriter write(RecordWriter writer) {
        return writer.text(1, account.digits())
                .text(2, name)
                .text(3, path)
                .text(4, id)
                .instant(5, createdAt);
    }

    /** Returns the same entity with another name or path. */
    EntityIdentity renamed(String newName, String newPath) {
        return new EntityIdentity(account, newName, newPath, id, createdAt);
    }
}
