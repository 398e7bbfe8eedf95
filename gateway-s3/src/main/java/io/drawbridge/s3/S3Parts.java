// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3;

import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.object.ObjectTable;
import io.drawbridge.s3.object.ObjectVersions;
import io.drawbridge.s3.object.ObjectWrites;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the actions of S3 are made of.
 *
 * @param ledger follows the blobs
 * @param writes how objects come into being and go
 * @param clock the time that objects are stamped with
 * @param region the region in which buckets are made
 * @param spare runs a task soon on another processor, or drops it when none is free
 */
public record S3Parts(
        KeyValueStore store,
        BlobStore blobs,
        BlobLedger ledger,
        BucketTable buckets,
        BucketAccess access,
        ObjectTable objects,
        ObjectVersions versions,
        ObjectWrites writes,
        IdentityDirectory directory,
        UniqueIds ids,
        Clock clock,
        String region,
        Executor spare) {
    public static S3Parts of(
            KeyValueStore store,
            BlobStore blobs,
            BlobLedger ledger,
            IdentityDirectory directory,
            UniqueIds ids,
            RandomGenerator random,
            Clock clock,
            String region,
            Executor spare) {
        BucketTable buckets = new BucketTable();
        ObjectTable objects = new ObjectTable();
        ObjectVersions versions = new ObjectVersions(objects, random);
        return new S3Parts(
                store,
                blobs,
                ledger,
                buckets,
                new BucketAccess(store, buckets),
                objects,
                versions,
                new ObjectWrites(store, ledger, buckets, versions, clock),
                directory,
                ids,
                clock,
                region,
                spare);
    }
}
