// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.publicaccess;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.DeletePublicAccessBlockRequest;
import io.drawbridge.s3.model.DeletePublicAccessBlockResponse;
import java.util.List;

/**
 * Removes the public access block of a bucket, so that the bucket may be public.
 *
 * @see
 *     <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html">DeletePublicAccessBlock</a>
 */
final class DeletePublicAccessBlock
        implements ApiAction<DeletePublicAccessBlockRequest, DeletePublicAccessBlockResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    DeletePublicAccessBlock(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<DeletePublicAccessBlockRequest, DeletePublicAccessBlockResponse> operation() {
        return DeletePublicAccessBlockRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeletePublicAccessBlockRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:PutBucketPublicAccessBlock", bucket, context));
    }

    @Override
    public DeletePublicAccessBlockResponse handle(DeletePublicAccessBlockRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        settings.remove(bucket, PublicAccessBlock.SETTING);
        return DeletePublicAccessBlockResponse.builder().build();
    }
}
