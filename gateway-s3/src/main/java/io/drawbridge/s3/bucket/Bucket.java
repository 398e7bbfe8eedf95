// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.codec.RecordFields;
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
 * @param versioning whether it keeps old versions; read together with the bucket by each request
 */
public record Bucket(
        String name, long id, AccountId owner, String region, Instant createdAt, BucketVersioning versioning) {
    private static final int TYPE = 64;

    /** A bucket that was never versioned. */
    public Bucket(String name, long id, AccountId owner, String region, Instant createdAt) {
        this(name, id, owner, region, createdAt, BucketVersioning.UNVERSIONED);
    }

    /** Whether keys may have more versions than one. */
    public boolean versioned() {
        return versioning != BucketVersioning.UNVERSIONED;
    }

    /** The same bucket in another state of versioning. */
    public Bucket with(BucketVersioning newVersioning) {
        return new Bucket(name, id, owner, region, createdAt, newVersioning);
    }

    byte[] toBytes() {
        return new RecordWriter(TYPE, 1)
                .text(1, name)
                .number(2, id)
                .text(3, owner.digits())
                .text(4, region)
                .instant(5, createdAt)
                .number(6, versioning.number())
                .toBytes();
    }

    static Bucket fromBytes(byte[] bytes) {
        RecordFields fields = RecordFields.read(TYPE, bytes);
        return new Bucket(
                fields.text(1),
                fields.number(2),
                new AccountId(fields.text(3)),
                fields.text(4),
                fields.instant(5),
                BucketVersioning.of(fields.integer(6)));
    }
}
