// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.location;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.S3Operation;
import java.util.EnumSet;
import java.util.Set;

/** The action on the regions of buckets. */
public final class BucketLocationActions implements ActionFamily<S3Operation> {
    private final BucketAccess access;

    public BucketLocationActions(BucketAccess access) {
        this.access = access;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(S3Operation.GET_BUCKET_LOCATION);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case GET_BUCKET_LOCATION -> new GetBucketLocation(access);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
