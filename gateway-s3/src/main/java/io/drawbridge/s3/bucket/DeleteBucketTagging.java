// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.DeleteBucketTaggingRequest;
import io.drawbridge.s3.model.DeleteBucketTaggingResponse;
import java.util.List;

/**
 * Takes all tags off a bucket.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html">DeleteBucketTagging</a>
 */
final class DeleteBucketTagging implements ApiAction<DeleteBucketTaggingRequest, DeleteBucketTaggingResponse> {
    private final S3Parts parts;

    DeleteBucketTagging(S3Parts parts) {
        this.parts = parts;
    }

    @Override
    public Operation<DeleteBucketTaggingRequest, DeleteBucketTaggingResponse> operation() {
        return DeleteBucketTaggingRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteBucketTaggingRequest input, RequestContext context) {
        Bucket bucket = parts.access().find(input.bucket(), context);
        return List.of(parts.access().check("s3:PutBucketTagging", bucket, context));
    }

    @Override
    public DeleteBucketTaggingResponse handle(DeleteBucketTaggingRequest input, RequestContext context) {
        Bucket asked = parts.access().find(input.bucket(), context);
        parts.store().update(transaction -> {
            Bucket bucket = parts.buckets().require(transaction, asked);
            parts.buckets().unconfigure(transaction, bucket, BucketTable.Configuration.TAGGING);
        });
        return DeleteBucketTaggingResponse.builder().build();
    }
}
