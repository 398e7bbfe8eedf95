// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.ownership;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.DeleteBucketOwnershipControlsRequest;
import io.drawbridge.s3.model.DeleteBucketOwnershipControlsResponse;
import java.util.List;

/**
 * Removes the object ownership setting of a bucket. The bucket behaves as before: access control lists have no effect
 * on this server.
 *
 * @see
 *     <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html">DeleteBucketOwnershipControls</a>
 */
final class DeleteBucketOwnershipControls
        implements ApiAction<DeleteBucketOwnershipControlsRequest, DeleteBucketOwnershipControlsResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    DeleteBucketOwnershipControls(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<DeleteBucketOwnershipControlsRequest, DeleteBucketOwnershipControlsResponse> operation() {
        return DeleteBucketOwnershipControlsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteBucketOwnershipControlsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:PutBucketOwnershipControls", bucket, context));
    }

    @Override
    public DeleteBucketOwnershipControlsResponse handle(
            DeleteBucketOwnershipControlsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        settings.put(bucket, RemovedOwnershipRule.SETTING, RemovedOwnershipRule.REMOVED);
        return DeleteBucketOwnershipControlsResponse.builder().build();
    }
}
