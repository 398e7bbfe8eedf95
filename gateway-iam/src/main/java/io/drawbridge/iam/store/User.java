// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordReader;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.identity.Principal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param name 1 to 64 characters, as it was given
 * @param path begins and ends with a slash
 * @param id {@code AIDA…}
 * @param tags in the order in which they were set
 * @param boundaryArn the managed policy that is the permissions boundary, or null
 */
public record User(
        AccountId account,
        String name,
        String path,
        String id,
        Instant createdAt,
        Map<String, String> tags,
        @Nullable String boundaryArn)
        implements Entity {
    private static final int TYPE = 23;

    public User {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    @Override
    public EntityKind kind() {
        return EntityKind.USER;
    }

    /** The user as a caller. */
    public Principal.IamUser principal() {
        return new Principal.IamUser(account, arn(), id, name);
    }

    /** The same user under another name or path. */
    public User renamed(String newName, String newPath) {
        return new User(account, newName, newPath, id, createdAt, tags, boundaryArn);
    }

    /** The same user with these tags only. */
    public User withTags(Map<String, String> newTags) {
        return new User(account, name, path, id, createdAt, newTags, boundaryArn);
    }

    /** The same user under another boundary, or none. */
    public User withBoundary(@Nullable String newBoundaryArn) {
        return new User(account, name, path, id, createdAt, tags, newBoundaryArn);
    }

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, account.digits())
                .text(2, name)
                .text(3, path)
                .text(4, id)
                .instant(5, createdAt)
                .pairs(6, tags)
                .text(7, boundaryArn)
                .toBytes();
    }

    static User fromBytes(byte[] bytes) {
        RecordReader reader = new RecordReader(TYPE, bytes);
        String account = "";
        String name = "";
        String path = "";
        String id = "";
        Instant createdAt = Instant.EPOCH;
        Map<String, String> tags = new LinkedHashMap<>();
        String boundaryArn = null;
        while (reader.next()) {
            switch (reader.tag()) {
                case 1 -> account = reader.text();
                case 2 -> name = reader.text();
                case 3 -> path = reader.text();
                case 4 -> id = reader.text();
                case 5 -> createdAt = reader.instant();
                case 6 -> reader.pair(tags);
                case 7 -> boundaryArn = reader.text();
                default -> {
                    // A field of a newer schema.
                }
            }
        }
        return new User(new AccountId(account), name, path, id, createdAt, tags, boundaryArn);
    }
}
