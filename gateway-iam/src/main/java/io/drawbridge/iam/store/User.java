// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.identity.Principal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param identity its name has 1 to 64 characters
 * @param tags in the order in which they were set
 * @param boundaryArn the managed policy that is the permissions boundary, or null
 */
public record User(
        EntityIdentity identity,
        Map<String, String> tags,
        @Nullable String boundaryArn) implements Entity {
    private static final int TYPE = 23;

    public User {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    @Override
    public EntityKind kind() {
        return EntityKind.USER;
    }

    /** Returns the user as a caller. */
    public Principal.IamUser principal() {
        return new Principal.IamUser(account(), arn(), id(), name());
    }

    /** Returns the same user with another name or path. */
    public User renamed(String newName, String newPath) {
        return new User(identity.renamed(newName, newPath), tags, boundaryArn);
    }

    /** Returns the same user with these tags only. */
    public User withTags(Map<String, String> newTags) {
        return new User(identity, newTags, boundaryArn);
    }

    /** Returns the same user with another boundary, or none. */
    public User withBoundary(@Nullable String newBoundaryArn) {
        return new User(identity, tags, newBoundaryArn);
    }

    byte[] toBytes() {
        return identity.write(new RecordWriter(TYPE, 1))
                .pairs(6, tags)
                .text(7, boundaryArn)
                .toBytes();
    }

    static User fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new User(EntityIdentity.read(fields), fields.pairs(6), fields.optionalText(7));
    }
}
