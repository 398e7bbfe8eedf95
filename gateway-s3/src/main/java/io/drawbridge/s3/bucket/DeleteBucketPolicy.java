// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.DeleteBucketPolicyRequest;
import io.drawbridge.s3.model.DeleteBucketPolicyResponse;
import java.util.List;

/**
 * Takes the policy off a bucket, if there is one.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html">DeleteBucketPolicy</a>
 */
final class DeleteBucketPolicy implements ApiAction<DeleteBucketPolicyRequest, DeleteBucketPolicyResponse> {
    private final S3Parts parts;

    DeleteBucketPolicy(S3Parts parts) {
        this.parts = parts;
    }

    @Override
    public Operation<DeleteBucketPolicyRequest, DeleteBucketPolicyResponse> operation() {
        return DeleteBucketPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteBucketPolicyRequest input, RequestContext context) {
        return OwnerOnly.checks(parts, "s3:DeleteBucketPolicy", input.bucket(), context);
    }

    @Override
    public DeleteBucketPolicyResponse handle(DeleteBucketPolicyRequest input, RequestContext context) {
        Bucket asked = OwnerOnly.require(parts, "DELETE", input.bucket(), context);
        parts.store().update(transaction -> {
            Bucket bucket = parts.buckets().require(transaction, asked);
            parts.buckets().unconfigure(transaction, bucket, BucketTable.Configuration.POLICY);
        });
        return DeleteBucketPolicyResponse.builder().build();
    }
}
