// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordReader;
import io.drawbridge.core.codec.RecordWriter;
import java.time.Instant;

/**
 * A bucket.
 *
 * @param name unique among all accounts
 * @param id never used again, so that rows of a deleted bucket are never seen in a new one of its name
 * @param owner the account that made it
 * @param region where it was made
 * @param createdAt when
 */
public record Bucket(String name, long id, AccountId owner, String region, Instant createdAt) {
    private static final int TYPE = 64;

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, name)
                .number(2, id)
                .text(3, owner.digits())
                .text(4, region)
                .instant(5, createdAt)
                .toBytes();
    }

    static Bucket fromBytes(byte[] bytes) {
        RecordReader reader = new RecordReader(TYPE, bytes);
        String name = "";
        long id = 0;
        String owner = "";
        String region = "";
        Instant createdAt = Instant.EPOCH;
        while (reader.next()) {
            switch (reader.tag()) {
                case 1 -> name = reader.text();
                case 2 -> id = reader.number();
                case 3 -> owner = reader.text();
                case 4 -> region = reader.text();
                case 5 -> createdAt = reader.instant();
                default -> {
                    // A field of a newer schema.
                }
            }
        }
        return new Bucket(name, id, new AccountId(owner), region, createdAt);
    }
}
