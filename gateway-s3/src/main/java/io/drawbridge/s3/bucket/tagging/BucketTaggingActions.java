// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.tagging;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.S3Operation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on the tags of buckets. */
public final class BucketTaggingActions implements ActionFamily<S3Operation> {
    private final BucketAccess access;
    private final BucketSettings settings;

    public BucketTaggingActions(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(
                S3Operation.GET_BUCKET_TAGGING, S3Operation.PUT_BUCKET_TAGGING, S3Operation.DELETE_BUCKET_TAGGING);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case GET_BUCKET_TAGGING -> new GetBucketTagging(access, settings);
            case PUT_BUCKET_TAGGING -> new PutBucketTagging(access, settings);
            case DELETE_BUCKET_TAGGING -> new DeleteBucketTagging(access, settings);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
