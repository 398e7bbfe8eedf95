// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.store;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.codec.RecordReader;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer's managed policy.
 *
 * @param name 1 to 128 characters, as it was given
 * @param path begins and ends with a slash
 * @param id {@code ANPA…}
 * @param updatedAt when its newest version was made or its default changed
 * @param description or null; never changes
 * @param defaultVersion the number of the version in force
 * @param latestVersion the highest number given so far; numbers are never used again
 * @param tags in the order in which they were set
 */
public record ManagedPolicy(
        AccountId account,
        String name,
        String path,
        String id,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String description,
        int defaultVersion,
        int latestVersion,
        Map<String, String> tags) {
    private static final int TYPE = 26;

    public ManagedPolicy {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** The ARN, with path. */
    public Arn arn() {
        return Arn.iam(account, "policy" + path + name);
    }

    /** The same policy after a version was made. */
    public ManagedPolicy withVersion(int newDefault, int newLatest, Instant at) {
        return new ManagedPolicy(account, name, path, id, createdAt, at, description, newDefault, newLatest, tags);
    }

    /** The same policy with these tags only. */
    public ManagedPolicy withTags(Map<String, String> newTags) {
        return new ManagedPolicy(
                account, name, path, id, createdAt, updatedAt, description, defaultVersion, latestVersion, newTags);
    }

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, account.digits())
                .text(2, name)
                .text(3, path)
                .text(4, id)
                .instant(5, createdAt)
                .instant(6, updatedAt)
                .text(7, description)
                .number(8, defaultVersion)
                .number(9, latestVersion)
                .pairs(10, tags)
                .toBytes();
    }

    static ManagedPolicy fromBytes(byte[] bytes) {
        RecordReader reader = new RecordReader(TYPE, bytes);
        String account = "";
        String name = "";
        String path = "";
        String id = "";
        Instant createdAt = Instant.EPOCH;
        Instant updatedAt = Instant.EPOCH;
        String description = null;
        int defaultVersion = 1;
        int latestVersion = 1;
        Map<String, String> tags = new LinkedHashMap<>();
        while (reader.next()) {
            switch (reader.tag()) {
                case 1 -> account = reader.text();
                case 2 -> name = reader.text();
                case 3 -> path = reader.text();
                case 4 -> id = reader.text();
                case 5 -> createdAt = reader.instant();
                case 6 -> updatedAt = reader.instant();
                case 7 -> description = reader.text();
                case 8 -> defaultVersion = reader.integer();
                case 9 -> latestVersion = reader.integer();
                case 10 -> reader.pair(tags);
                default -> {
                    // A field of a newer schema.
                }
            }
        }
        return new ManagedPolicy(
                new AccountId(account),
                name,
                path,
                id,
                createdAt,
                updatedAt,
                description,
                defaultVersion,
                latestVersion,
                tags);
    }
}
