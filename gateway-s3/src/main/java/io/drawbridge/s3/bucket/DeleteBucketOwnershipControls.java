// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.DeleteBucketOwnershipControlsRequest;
import io.drawbridge.s3.model.DeleteBucketOwnershipControlsResponse;
import java.util.List;

/**
 * Removes the rule about who owns the objects of a bucket. There is no other rule, so that lists of access control stay
 * without effect.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html">DeleteBucketOwnershipControls</a>
 */
final class DeleteBucketOwnershipControls
        implements ApiAction<DeleteBucketOwnershipControlsRequest, DeleteBucketOwnershipControlsResponse> {
    private final S3Parts parts;

    DeleteBucketOwnershipControls(S3Parts parts) {
        this.parts = parts;
    }

    @Override
    public Operation<DeleteBucketOwnershipControlsRequest, DeleteBucketOwnershipControlsResponse> operation() {
        return DeleteBucketOwnershipControlsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteBucketOwnershipControlsRequest input, RequestContext context) {
        Bucket bucket = parts.access().find(input.bucket(), context);
        return List.of(parts.access().check("s3:PutBucketOwnershipControls", bucket, context));
    }

    @Override
    public DeleteBucketOwnershipControlsResponse handle(
            DeleteBucketOwnershipControlsRequest input, RequestContext context) {
        Bucket asked = parts.access().find(input.bucket(), context);
        parts.store().update(transaction -> {
            Bucket bucket = parts.buckets().require(transaction, asked);
            parts.buckets().configure(transaction, bucket, BucketTable.Configuration.OWNERSHIP_REMOVED, new byte[0]);
        });
        return DeleteBucketOwnershipControlsResponse.builder().build();
    }
}
