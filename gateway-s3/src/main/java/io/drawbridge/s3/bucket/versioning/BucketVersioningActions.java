// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.versioning;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.S3Operation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on the state of versioning of buckets. */
public final class BucketVersioningActions implements ActionFamily<S3Operation> {
    private final BucketAccess access;

    public BucketVersioningActions(BucketAccess access) {
        this.access = access;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(S3Operation.PUT_BUCKET_VERSIONING);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case PUT_BUCKET_VERSIONING -> new PutBucketVersioning(access);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
