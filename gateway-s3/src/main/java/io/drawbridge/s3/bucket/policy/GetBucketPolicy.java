// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.PrincipalIds;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.GetBucketPolicyRequest;
import io.drawbridge.s3.model.GetBucketPolicyResponse;
import java.util.List;

/**
 * Returns the policy of a bucket, as it was written except for its principals.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html">GetBucketPolicy</a>
 */
final class GetBucketPolicy implements ApiAction<GetBucketPolicyRequest, GetBucketPolicyResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;
    private final IdentityDirectory directory;

    GetBucketPolicy(BucketAccess access, BucketSettings settings, IdentityDirectory directory) {
        this.access = access;
        this.settings = settings;
        this.directory = directory;
    }

    @Override
    public Operation<GetBucketPolicyRequest, GetBucketPolicyResponse> operation() {
        return GetBucketPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetBucketPolicyRequest input, RequestContext context) {
        return OwnerOnly.checks(access, "s3:GetBucketPolicy", input.bucket(), context);
    }

    @Override
    public GetBucketPolicyResponse handle(GetBucketPolicyRequest input, RequestContext context) {
        Bucket bucket = OwnerOnly.require(access, "GET", input.bucket(), context);
        String text = settings.find(bucket, BucketPolicy.SETTING).orElseThrow(() -> BucketPolicy.missing(bucket));
        return GetBucketPolicyResponse.builder()
                .policy(PrincipalIds.toShown(text, directory))
                .build();
    }
}
