// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3;

import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobStore;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.bucket.policy.CompiledBucketPolicies;
import io.drawbridge.s3.object.ObjectTable;
import io.drawbridge.s3.object.ObjectVersions;
import io.drawbridge.s3.object.ObjectWrites;

/** The stores that the actions of a scene use. */
public record SceneTables(BlobStore blobs, BlobLedger ledger, S3Actions actions) {
    public BucketTable buckets() {
        return actions.buckets;
    }

    public BucketAccess access() {
        return actions.access;
    }

    public CompiledBucketPolicies policies() {
        return actions.policies;
    }

    public ObjectTable objects() {
        return actions.objects;
    }

    public ObjectVersions versions() {
        return actions.versions;
    }

    public ObjectWrites writes() {
        return actions.writes;
    }
}
