// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.DeleteBucketPolicyRequest;
import io.drawbridge.s3.model.DeleteBucketPolicyResponse;
import java.util.List;

/**
 * Removes the policy of a bucket, if there is one.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html">DeleteBucketPolicy</a>
 */
final class DeleteBucketPolicy implements ApiAction<DeleteBucketPolicyRequest, DeleteBucketPolicyResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    DeleteBucketPolicy(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<DeleteBucketPolicyRequest, DeleteBucketPolicyResponse> operation() {
        return DeleteBucketPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteBucketPolicyRequest input, RequestContext context) {
        return OwnerOnly.checks(access, "s3:DeleteBucketPolicy", input.bucket(), context);
    }

    @Override
    public DeleteBucketPolicyResponse handle(DeleteBucketPolicyRequest input, RequestContext context) {
        Bucket bucket = OwnerOnly.require(access, "DELETE", input.bucket(), context);
        settings.remove(bucket, BucketPolicy.SETTING);
        return DeleteBucketPolicyResponse.builder().build();
    }
}
