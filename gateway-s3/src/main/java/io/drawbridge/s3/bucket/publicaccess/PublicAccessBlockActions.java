// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.publicaccess;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.S3Operation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on the public access blocks of buckets. */
public final class PublicAccessBlockActions implements ActionFamily<S3Operation> {
    private final BucketAccess access;
    private final BucketSettings settings;

    public PublicAccessBlockActions(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(
                S3Operation.GET_PUBLIC_ACCESS_BLOCK,
                S3Operation.PUT_PUBLIC_ACCESS_BLOCK,
                S3Operation.DELETE_PUBLIC_ACCESS_BLOCK);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case GET_PUBLIC_ACCESS_BLOCK -> new GetPublicAccessBlock(access, settings);
            case PUT_PUBLIC_ACCESS_BLOCK -> new PutPublicAccessBlock(access, settings);
            case DELETE_PUBLIC_ACCESS_BLOCK -> new DeletePublicAccessBlock(access, settings);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
