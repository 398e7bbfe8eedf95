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
 * @param id never reused, so that rows of a deleted bucket are never seen in a new bucket of the same name
 * @param owner the account that created it
 * @param region where it was created
 * @param createdAt when it was created
 * @param versioning whether it keeps old versions; read together with the bucket by each request
 */
public record Bucket(
        String name, long id, AccountId owner, String region, Instant createdAt, BucketVersioning versioning) {
    private static final int TYPE = 64;

    /** A bucket that was never versioned. */
    public Bucket(String name, long id, AccountId owner, String region, Instant createdAt) {
        this(name, id, owner, region, createdAt, BucketVersioning.UNVERSIONED);
    }

    /** Returns whether a key may have more than one version. */
    public boolean versioned() {
        return versioning != BucketVersioning.UNVERSIONED;
    }

    /** Returns the same bucket with another versioning state. */
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
