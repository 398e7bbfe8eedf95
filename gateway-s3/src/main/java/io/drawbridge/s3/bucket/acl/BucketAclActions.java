// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.acl;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.S3Operation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on the access control lists of buckets. */
public final class BucketAclActions implements ActionFamily<S3Operation> {
    private final BucketAccess access;

    public BucketAclActions(BucketAccess access) {
        this.access = access;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(S3Operation.GET_BUCKET_ACL, S3Operation.PUT_BUCKET_ACL);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case GET_BUCKET_ACL -> new GetBucketAcl(access);
            case PUT_BUCKET_ACL -> new PutBucketAcl(access);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
