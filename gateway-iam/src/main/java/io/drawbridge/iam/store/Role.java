// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordReader;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A role.
 *
 * @param name 1 to 64 characters, as it was given
 * @param path begins and ends with a slash
 * @param id {@code AROA…}
 * @param trustPolicy who may assume it; users and roles of this server stand in it by unique id
 * @param description or null
 * @param maxSessionDurationSeconds 3600 to 43200
 * @param tags in the order in which they were set
 * @param boundaryArn the managed policy that is the permissions boundary, or null
 */
public record Role(
        AccountId account,
        String name,
        String path,
        String id,
        Instant createdAt,
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

    /** The same role with another trust policy, in its stored form. */
    public Role withTrustPolicy(String newTrustPolicy) {
        return new Role(
                account,
                name,
                path,
                id,
                createdAt,
                newTrustPolicy,
                description,
                maxSessionDurationSeconds,
                tags,
                boundaryArn);
    }

    /** The same role with another description, or none. */
    public Role withDescription(@Nullable String newDescription) {
        return new Role(
                account,
                name,
                path,
                id,
                createdAt,
                trustPolicy,
                newDescription,
                maxSessionDurationSeconds,
                tags,
                boundaryArn);
    }

    /** The same role with longer or shorter sessions. */
    public Role withMaxSessionDuration(int newSeconds) {
        return new Role(account, name, path, id, createdAt, trustPolicy, description, newSeconds, tags, boundaryArn);
    }

    /** The same role with these tags only. */
    public Role withTags(Map<String, String> newTags) {
        return new Role(
                account,
                name,
                path,
                id,
                createdAt,
                trustPolicy,
                description,
                maxSessionDurationSeconds,
                newTags,
                boundaryArn);
    }

    /** The same role under another boundary, or none. */
    public Role withBoundary(@Nullable String newBoundaryArn) {
        return new Role(
                account,
                name,
                path,
                id,
                createdAt,
                trustPolicy,
                description,
                maxSessionDurationSeconds,
                tags,
                newBoundaryArn);
    }

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, account.digits())
                .text(2, name)
                .text(3, path)
                .text(4, id)
                .instant(5, createdAt)
                .text(6, trustPolicy)
                .text(7, description)
                .number(8, maxSessionDurationSeconds)
                .pairs(9, tags)
                .text(10, boundaryArn)
                .toBytes();
    }

    static Role fromBytes(byte[] bytes) {
        RecordReader reader = new RecordReader(TYPE, bytes);
        String account = "";
        String name = "";
        String path = "";
        String id = "";
        Instant createdAt = Instant.EPOCH;
        String trustPolicy = "";
        String description = null;
        int maxSessionDurationSeconds = 3_600;
        Map<String, String> tags = new LinkedHashMap<>();
        String boundaryArn = null;
        while (reader.next()) {
            switch (reader.tag()) {
                case 1 -> account = reader.text();
                case 2 -> name = reader.text();
                case 3 -> path = reader.text();
                case 4 -> id = reader.text();
                case 5 -> createdAt = reader.instant();
                case 6 -> trustPolicy = reader.text();
                case 7 -> description = reader.text();
                case 8 -> maxSessionDurationSeconds = reader.integer();
                case 9 -> reader.pair(tags);
                case 10 -> boundaryArn = reader.text();
                default -> {
                    // A field of a newer schema.
                }
            }
        }
        return new Role(
                new AccountId(account),
                name,
                path,
                id,
                createdAt,
                trustPolicy,
                description,
                maxSessionDurationSeconds,
                tags,
                boundaryArn);
    }
}
