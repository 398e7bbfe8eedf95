// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.PrincipalIds;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.GetBucketPolicyRequest;
import io.drawbridge.s3.model.GetBucketPolicyResponse;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;

/**
 * Shows the policy of a bucket, as it was written except for its principals.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html">GetBucketPolicy</a>
 */
final class GetBucketPolicy implements ApiAction<GetBucketPolicyRequest, GetBucketPolicyResponse> {
    private final S3Parts parts;
    private final IdentityDirectory directory;

    GetBucketPolicy(S3Parts parts) {
        this.parts = parts;
        this.directory = parts.directory();
    }

    @Override
    public Operation<GetBucketPolicyRequest, GetBucketPolicyResponse> operation() {
        return GetBucketPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetBucketPolicyRequest input, RequestContext context) {
        return OwnerOnly.checks(parts, "s3:GetBucketPolicy", input.bucket(), context);
    }

    @Override
    public GetBucketPolicyResponse handle(GetBucketPolicyRequest input, RequestContext context) {
        Bucket bucket = OwnerOnly.require(parts, "GET", input.bucket(), context);
        String text = parts.buckets()
                .text(parts.store(), bucket, BucketTable.Configuration.POLICY)
                .orElseThrow(() -> missing(bucket));
        return GetBucketPolicyResponse.builder()
                .policy(PrincipalIds.toShown(text, directory))
                .build();
    }

    static AwsException missing(Bucket bucket) {
        return new AwsException(
                S3Error.NO_SUCH_BUCKET_POLICY, "The bucket policy does not exist", Map.of("BucketName", bucket.name()));
    }
}
