// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance profile: a container for at most one role.
 *
 * @param identity its name has 1 to 128 characters
 * @param roleId the unique id of its role, or null
 * @param tags in the order in which they were set
 */
public record InstanceProfile(
        EntityIdentity identity, @Nullable String roleId, Map<String, String> tags) {
    private static final int TYPE = 35;

    public InstanceProfile {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    public AccountId account() {
        return identity.account();
    }

    /** Returns the name in its original case. */
    public String name() {
        return identity.name();
    }

    /** Returns the path, which begins and ends with a slash. */
    public String path() {
        return identity.path();
    }

    /** Returns the unique id: {@code AIPA…}. */
    public String id() {
        return identity.id();
    }

    public Instant createdAt() {
        return identity.createdAt();
    }

    /** Returns the ARN, with path. */
    public Arn arn() {
        return Arn.iam(account(), "instance-profile" + path() + name());
    }

    /** Returns the same instance profile with another role, or none. */
    public InstanceProfile withRole(@Nullable String newRoleId) {
        return new InstanceProfile(identity, newRoleId, tags);
    }

    /** Returns the same instance profile with these tags only. */
    public InstanceProfile withTags(Map<String, String> newTags) {
        return new InstanceProfile(identity, roleId, newTags);
    }

    byte[] toBytes() {
        return identity.write(new RecordWriter(TYPE, 1))
                .text(6, roleId)
                .pairs(7, tags)
                .toBytes();
    }

    static InstanceProfile fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new InstanceProfile(EntityIdentity.read(fields), fields.optionalText(6), fields.pairs(7));
    }
}
