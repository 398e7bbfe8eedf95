// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.DeletePublicAccessBlockRequest;
import io.drawbridge.s3.model.DeletePublicAccessBlockResponse;
import java.util.List;

/**
 * Lets a bucket be public.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html">DeletePublicAccessBlock</a>
 */
final class DeletePublicAccessBlock
        implements ApiAction<DeletePublicAccessBlockRequest, DeletePublicAccessBlockResponse> {
    private final S3Parts parts;

    DeletePublicAccessBlock(S3Parts parts) {
        this.parts = parts;
    }

    @Override
    public Operation<DeletePublicAccessBlockRequest, DeletePublicAccessBlockResponse> operation() {
        return DeletePublicAccessBlockRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeletePublicAccessBlockRequest input, RequestContext context) {
        Bucket bucket = parts.access().find(input.bucket(), context);
        return List.of(parts.access().check("s3:PutBucketPublicAccessBlock", bucket, context));
    }

    @Override
    public DeletePublicAccessBlockResponse handle(DeletePublicAccessBlockRequest input, RequestContext context) {
        Bucket asked = parts.access().find(input.bucket(), context);
        parts.store().update(transaction -> {
            Bucket bucket = parts.buckets().require(transaction, asked);
            parts.buckets().unconfigure(transaction, bucket, BucketTable.Configuration.PUBLIC_ACCESS_BLOCK);
        });
        return DeletePublicAccessBlockResponse.builder().build();
    }
}
