// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.codec.RecordFields;
import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.iam.limits.IamLimits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role.
 *
 * @param identity its name has 1 to 64 characters
 * @param trustPolicy the stored form, in which users and roles of this server are named by unique id
 * @param description or null
 * @param maxSessionDurationSeconds 3600 to 43200
 * @param tags in the order in which they were set
 * @param boundaryArn the managed policy that is the permissions boundary, or null
 */
public record Role(
        EntityIdentity identity,
        String trustPolicy,
        @Nullable String description,
        int maxSessionDurationSeconds,
        Map<String, String> tags,
        @Nullable String boundaryArn)
        implements Entity {
    private static final int TYPE = 25;

    public Role {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    @Override
    public EntityKind kind() {
        return EntityKind.ROLE;
    }

    /** Returns the same role with another trust policy, in its stored form. */
    public Role withTrustPolicy(String newTrustPolicy) {
        return new Role(identity, newTrustPolicy, description, maxSessionDurationSeconds, tags, boundaryArn);
    }

    /** Returns the same role with another description, or none. */
    public Role withDescription(@Nullable String newDescription) {
        return new Role(identity, trustPolicy, newDescription, maxSessionDurationSeconds, tags, boundaryArn);
    }

    /** Returns the same role with another maximum session duration. */
    public Role withMaxSessionDuration(int newSeconds) {
        return new Role(identity, trustPolicy, description, newSeconds, tags, boundaryArn);
    }

    /** Returns the same role with these tags only. */
    public Role withTags(Map<String, String> newTags) {
        return new Role(identity, trustPolicy, description, maxSessionDurationSeconds, newTags, boundaryArn);
    }

    /** Returns the same role with another boundary, or none. */
    public Role withBoundary(@Nullable String newBoundaryArn) {
        return new Role(identity, trustPolicy, description, maxSessionDurationSeconds, tags, newBoundaryArn);
    }

    byte[] toBytes() {
        return identity.write(new RecordWriter(TYPE, 1))
                .text(6, trustPolicy)
                .text(7, description)
                .number(8, maxSessionDurationSeconds)
                .pairs(9, tags)
                .text(10, boundaryArn)
                .toBytes();
    }

    static Role fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new Role(
                EntityIdentity.read(fields),
                fields.text(6),
                fields.optionalText(7),
                fields.integer(8, IamLimits.ROLE_SESSION_SECONDS_DEFAULT),
                fields.pairs(9),
                fields.optionalText(10));
    }
}
