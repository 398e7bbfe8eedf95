// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.S3Operation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on the policies of buckets. */
public final class BucketPolicyActions implements ActionFamily<S3Operation> {
    private final BucketAccess access;
    private final BucketSettings settings;
    private final IdentityDirectory directory;

    public BucketPolicyActions(BucketAccess access, BucketSettings settings, IdentityDirectory directory) {
        this.access = access;
        this.settings = settings;
        this.directory = directory;
    }

    @Override
    public Set<S3Operation> operations() {
        return EnumSet.of(
                S3Operation.GET_BUCKET_POLICY,
                S3Operation.PUT_BUCKET_POLICY,
                S3Operation.DELETE_BUCKET_POLICY,
                S3Operation.GET_BUCKET_POLICY_STATUS);
    }

    @Override
    public ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case GET_BUCKET_POLICY -> new GetBucketPolicy(access, settings, directory);
            case PUT_BUCKET_POLICY -> new PutBucketPolicy(access, settings, directory);
            case DELETE_BUCKET_POLICY -> new DeleteBucketPolicy(access, settings);
            case GET_BUCKET_POLICY_STATUS -> new GetBucketPolicyStatus(access, settings);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
