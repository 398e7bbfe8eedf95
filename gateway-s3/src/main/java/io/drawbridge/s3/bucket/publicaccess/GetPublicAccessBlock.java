// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.publicaccess;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.GetPublicAccessBlockRequest;
import io.drawbridge.s3.model.GetPublicAccessBlockResponse;
import io.drawbridge.s3.model.PublicAccessBlockConfiguration;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;

/**
 * Returns the public access block of a bucket.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html">GetPublicAccessBlock</a>
 */
final class GetPublicAccessBlock implements ApiAction<GetPublicAccessBlockRequest, GetPublicAccessBlockResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    GetPublicAccessBlock(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<GetPublicAccessBlockRequest, GetPublicAccessBlockResponse> operation() {
        return GetPublicAccessBlockRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetPublicAccessBlockRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:GetBucketPublicAccessBlock", bucket, context));
    }

    @Override
    public GetPublicAccessBlockResponse handle(GetPublicAccessBlockRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        PublicAccessBlock block = settings.find(bucket, PublicAccessBlock.SETTING)
                .orElseThrow(() -> new AwsException(
                        S3Error.NO_SUCH_PUBLIC_ACCESS_BLOCK_CONFIGURATION,
                        "The public access block configuration was not found",
                        Map.of("BucketName", bucket.name())));
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(block.blockPublicAcls())
                        .ignorePublicAcls(block.ignorePublicAcls())
                        .blockPublicPolicy(block.blockPublicPolicy())
                        .restrictPublicBuckets(block.restrictPublicBuckets())
                        .build())
                .build();
    }
}
