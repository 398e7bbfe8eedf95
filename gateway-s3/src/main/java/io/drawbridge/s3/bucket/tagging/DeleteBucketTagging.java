// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.tagging;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.DeleteBucketTaggingRequest;
import io.drawbridge.s3.model.DeleteBucketTaggingResponse;
import java.util.List;

/**
 * Removes all tags of a bucket.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html">DeleteBucketTagging</a>
 */
final class DeleteBucketTagging implements ApiAction<DeleteBucketTaggingRequest, DeleteBucketTaggingResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    DeleteBucketTagging(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<DeleteBucketTaggingRequest, DeleteBucketTaggingResponse> operation() {
        return DeleteBucketTaggingRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteBucketTaggingRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:PutBucketTagging", bucket, context));
    }

    @Override
    public DeleteBucketTaggingResponse handle(DeleteBucketTaggingRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        settings.remove(bucket, BucketTags.SETTING);
        return DeleteBucketTaggingResponse.builder().build();
    }
}
