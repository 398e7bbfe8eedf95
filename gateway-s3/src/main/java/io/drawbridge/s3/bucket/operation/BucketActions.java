// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.operation;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.model.S3Operation;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;

/** The actions that make, find, list and delete buckets. */
public final class BucketActions implements ActionFamily<S3Operation> {
    private final BucketAccess access;
    private final BucketTable buckets;
    private final BucketSettings settings;
    private final KeyValueStore store;
    private final Clock clock;
    private final String region;

    public BucketActions(
            BucketAccess access,
            BucketTable buckets,
            BucketSettings settings,
            KeyValueStore store,
            Clock clock,
            String region) {
        this.access = access;
        this.buckets = buckets;
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.region = region;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(
                S3Operation.CREATE_BUCKET,
                S3Operation.HEAD_BUCKET,
                S3Operation.DELETE_BUCKET,
                S3Operation.LIST_BUCKETS);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case CREATE_BUCKET -> new CreateBucket(buckets, settings, store, clock, region);
            case HEAD_BUCKET -> new HeadBucket(access);
            case DELETE_BUCKET -> new DeleteBucket(access, buckets, store);
            case LIST_BUCKETS -> new ListBuckets(buckets, store);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
