// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordReader;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;

/**
 * A group of users.
 *
 * @param name 1 to 128 characters, as it was given
 * @param path begins and ends with a slash
 * @param id {@code AGPA…}
 */
public record Group(AccountId account, String name, String path, String id, Instant createdAt) implements Entity {
    private static final int TYPE = 24;

    @Override
    public EntityKind kind() {
        return EntityKind.GROUP;
    }

    /** The same group under another name or path. */
    public Group renamed(String newName, String newPath) {
        return new Group(account, newName, newPath, id, createdAt);
    }

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, account.digits())
                .text(2, name)
                .text(3, path)
                .text(4, id)
                .instant(5, createdAt)
                .toBytes();
    }

    static Group fromBytes(byte[] bytes) {
        RecordReader reader = new RecordReader(TYPE, bytes);
        String account = "";
        String name = "";
        String path = "";
        String id = "";
        Instant createdAt = Instant.EPOCH;
        while (reader.next()) {
            switch (reader.tag()) {
                case 1 -> account = reader.text();
                case 2 -> name = reader.text();
                case 3 -> path = reader.text();
                case 4 -> id = reader.text();
                case 5 -> createdAt = reader.instant();
                default -> {
                    // A field of a newer schema.
                }
            }
        }
        return new Group(new AccountId(account), name, path, id, createdAt);
    }
}
