// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.GetBucketPolicyStatusRequest;
import io.drawbridge.s3.model.GetBucketPolicyStatusResponse;
import io.drawbridge.s3.model.PolicyStatus;
import java.util.List;

/**
 * Returns whether the policy of a bucket is public.
 *
 * @see
 *     <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html">GetBucketPolicyStatus</a>
 */
final class GetBucketPolicyStatus implements ApiAction<GetBucketPolicyStatusRequest, GetBucketPolicyStatusResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    GetBucketPolicyStatus(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<GetBucketPolicyStatusRequest, GetBucketPolicyStatusResponse> operation() {
        return GetBucketPolicyStatusRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetBucketPolicyStatusRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:GetBucketPolicyStatus", bucket, context));
    }

    @Override
    public GetBucketPolicyStatusResponse handle(GetBucketPolicyStatusRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        String text = settings.find(bucket, BucketPolicy.SETTING).orElseThrow(() -> BucketPolicy.missing(bucket));
        PolicyDocument document = PolicyParser.readStored(text, PolicyGrammar.BUCKET);
        return GetBucketPolicyStatusResponse.builder()
                .policyStatus(PolicyStatus.builder()
                        .isPublic(PublicPolicy.isPublic(document))
                        .build())
                .build();
    }
}
