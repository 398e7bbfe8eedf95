// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.S3Operation;
import org.jspecify.annotations.Nullable;

/** The actions on buckets. */
public final class BucketActions implements ActionFamily<S3Operation> {
    private final S3Parts parts;

    public BucketActions(S3Parts parts) {
        this.parts = parts;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case CREATE_BUCKET -> new CreateBucket(parts);
            case HEAD_BUCKET -> new HeadBucket(parts);
            case DELETE_BUCKET -> new DeleteBucket(parts);
            case LIST_BUCKETS -> new ListBuckets(parts);
            case GET_BUCKET_LOCATION -> new GetBucketLocation(parts);
            case PUT_BUCKET_POLICY -> new PutBucketPolicy(parts);
            case GET_BUCKET_POLICY -> new GetBucketPolicy(parts);
            case DELETE_BUCKET_POLICY -> new DeleteBucketPolicy(parts);
            case GET_PUBLIC_ACCESS_BLOCK -> new GetPublicAccessBlock(parts);
            case PUT_PUBLIC_ACCESS_BLOCK -> new PutPublicAccessBlock(parts);
            case DELETE_PUBLIC_ACCESS_BLOCK -> new DeletePublicAccessBlock(parts);
            case GET_BUCKET_TAGGING -> new GetBucketTagging(parts);
            case PUT_BUCKET_TAGGING -> new PutBucketTagging(parts);
            case DELETE_BUCKET_TAGGING -> new DeleteBucketTagging(parts);
            case PUT_BUCKET_VERSIONING -> new PutBucketVersioning(parts);
            case GET_BUCKET_OWNERSHIP_CONTROLS -> new GetBucketOwnershipControls(parts);
            case PUT_BUCKET_OWNERSHIP_CONTROLS -> new PutBucketOwnershipControls(parts);
            case DELETE_BUCKET_OWNERSHIP_CONTROLS -> new DeleteBucketOwnershipControls(parts);
            case GET_BUCKET_ACL -> new GetBucketAcl(parts);
            case PUT_BUCKET_ACL -> new PutBucketAcl(parts);
            case GET_BUCKET_POLICY_STATUS -> new GetBucketPolicyStatus(parts);
            default -> null;
        };
    }
}
