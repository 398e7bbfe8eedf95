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
 * A customer managed policy.
 *
 * @param identity its name has 1 to 128 characters
 * @param updatedAt when its newest version was created or its default changed
 * @param description or null; never changes
 * @param defaultVersion the number of the version in force
 * @param latestVersion the highest version number so far; numbers are never reused
 * @param tags in the order in which they were set
 */
public record ManagedPolicy(
        EntityIdentity identity,
        Instant updatedAt,
        @Nullable String description,
        int defaultVersion,
        int latestVersion,
        Map<String, String> tags) {
    private static final int TYPE = 26;

    public ManagedPolicy {
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

    /** Returns the unique id, {@code ANPA…}. */
    public String id() {
        return identity.id();
    }

    public Instant createdAt() {
        return identity.createdAt();
    }

    /** Returns the ARN, with path. */
    public Arn arn() {
        return Arn.iam(account(), "policy" + path() + name());
    }

    /** Returns the same policy after a version was created. */
    public ManagedPolicy withVersion(int newDefault, int newLatest, Instant at) {
        return new ManagedPolicy(identity, at, description, newDefault, newLatest, tags);
    }

    /** Returns the same policy with these tags only. */
    public ManagedPolicy withTags(Map<String, String> newTags) {
        return new ManagedPolicy(identity, updatedAt, description, defaultVersion, latestVersion, newTags);
    }

    byte[] toBytes() {
        return identity.write(new RecordWriter(TYPE, 1))
                .instant(6, updatedAt)
                .text(7, description)
                .number(8, defaultVersion)
                .number(9, latestVersion)
                .pairs(10, tags)
                .toBytes();
    }

    static ManagedPolicy fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new ManagedPolicy(
                EntityIdentity.read(fields),
                fields.instant(6),
                fields.optionalText(7),
                fields.integer(8, 1),
                fields.integer(9, 1),
                fields.pairs(10));
    }
}
