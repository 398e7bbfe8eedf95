// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.authz.PrincipalIds;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.bucket.publicaccess.PublicAccessBlock;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.PutBucketPolicyRequest;
import io.drawbridge.s3.model.PutBucketPolicyResponse;
import io.drawbridge.s3.model.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Sets the policy of a bucket and replaces an earlier one.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html">PutBucketPolicy</a>
 */
final class PutBucketPolicy implements ApiAction<PutBucketPolicyRequest, PutBucketPolicyResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;
    private final IdentityDirectory directory;

    PutBucketPolicy(BucketAccess access, BucketSettings settings, IdentityDirectory directory) {
        this.access = access;
        this.settings = settings;
        this.directory = directory;
    }

    @Override
    public Operation<PutBucketPolicyRequest, PutBucketPolicyResponse> operation() {
        return PutBucketPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutBucketPolicyRequest input, RequestContext context) {
        return OwnerOnly.checks(access, "s3:PutBucketPolicy", input.bucket(), context);
    }

    @Override
    public PutBucketPolicyResponse handle(PutBucketPolicyRequest input, RequestContext context) {
        Bucket requestBucket = OwnerOnly.require(access, "PUT", input.bucket(), context);
        if (input.policy().getBytes(StandardCharsets.UTF_8).length > S3Limits.POLICY_LENGTH_MAX) {
            throw new AwsException(S3Error.MALFORMED_POLICY, "Policy exceeds the maximum allowed document size.");
        }
        PolicyDocument document = PolicyParser.parseBucketPolicy(input.policy(), requestBucket.name());
        String stored = PrincipalIds.toStored(input.policy(), directory, PutBucketPolicy::unknown);
        boolean isPublic = PublicPolicy.isPublic(document);
        settings.change(requestBucket, (transaction, bucket) -> {
            if (isPublic
                    && settings.find(transaction, bucket, PublicAccessBlock.SETTING)
                            .orElse(PublicAccessBlock.NONE)
                            .blockPublicPolicy()) {
                throw blocked(bucket, context);
            }
            settings.put(transaction, bucket, BucketPolicy.SETTING, stored);
        });
        return PutBucketPolicyResponse.builder().build();
    }

    private static AwsException blocked(Bucket bucket, RequestContext context) {
        return new AwsException(
                S3Error.ACCESS_DENIED,
                "User: " + context.principal().arn()
                        + " is not authorized to perform: s3:PutBucketPolicy on resource: \"arn:aws:s3:::"
                        + bucket.name()
                        + "\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block"
                        + " Public Access.");
    }

    private static AwsException unknown(String principal) {
        return new AwsException(
                S3Error.MALFORMED_POLICY,
                "Invalid principal in policy",
                Map.of("Detail", "\"AWS\" : \"" + principal + '"'));
    }
}
