// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.versioning;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.model.S3Operation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on the state of versioning of buckets. */
public final class BucketVersioningActions implements ActionFamily<S3Operation> {
    private final BucketAccess access;
    private final BucketTable buckets;
    private final KeyValueStore store;

    public BucketVersioningActions(BucketAccess access, BucketTable buckets, KeyValueStore store) {
        this.access = access;
        this.buckets = buckets;
        this.store = store;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(S3Operation.GET_BUCKET_VERSIONING, S3Operation.PUT_BUCKET_VERSIONING);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case GET_BUCKET_VERSIONING -> new GetBucketVersioning(access);
            case PUT_BUCKET_VERSIONING -> new PutBucketVersioning(access, buckets, store);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
