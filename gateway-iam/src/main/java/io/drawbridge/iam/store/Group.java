// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;

/**
 * A group of users.
 *
 * @param identity its name has 1 to 128 characters
 */
public record Group(EntityIdentity identity) implements Entity {
    private static final int TYPE = 24;

    @Override
    public EntityKind kind() {
        return EntityKind.GROUP;
    }

    /** Returns the same group with another name or path. */
    public Group renamed(String newName, String newPath) {
        return new Group(identity.renamed(newName, newPath));
    }

    byte[] toBytes() {
        return identity.write(new RecordWriter(TYPE, 1)).toBytes();
    }

    static Group fromBytes(byte[] bytes) {
        return new Group(EntityIdentity.read(RecordFields.read(TYPE, bytes)));
    }
}
