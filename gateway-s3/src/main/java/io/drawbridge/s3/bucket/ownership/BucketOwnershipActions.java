// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.ownership;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.S3Operation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on the ownership controls of buckets. */
public final class BucketOwnershipActions implements ActionFamily<S3Operation> {
    private final BucketAccess access;
    private final BucketSettings settings;

    public BucketOwnershipActions(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(
                S3Operation.GET_BUCKET_OWNERSHIP_CONTROLS,
                S3Operation.PUT_BUCKET_OWNERSHIP_CONTROLS,
                S3Operation.DELETE_BUCKET_OWNERSHIP_CONTROLS);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case GET_BUCKET_OWNERSHIP_CONTROLS -> new GetBucketOwnershipControls(access, settings);
            case PUT_BUCKET_OWNERSHIP_CONTROLS -> new PutBucketOwnershipControls(access, settings);
            case DELETE_BUCKET_OWNERSHIP_CONTROLS -> new DeleteBucketOwnershipControls(access, settings);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
