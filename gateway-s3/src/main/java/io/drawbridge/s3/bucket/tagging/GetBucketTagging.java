// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.tagging;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.GetBucketTaggingRequest;
import io.drawbridge.s3.model.GetBucketTaggingResponse;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;

/**
 * Returns the tags of a bucket.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html">GetBucketTagging</a>
 */
final class GetBucketTagging implements ApiAction<GetBucketTaggingRequest, GetBucketTaggingResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    GetBucketTagging(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<GetBucketTaggingRequest, GetBucketTaggingResponse> operation() {
        return GetBucketTaggingRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetBucketTaggingRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:GetBucketTagging", bucket, context));
    }

    @Override
    public GetBucketTaggingResponse handle(GetBucketTaggingRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        Map<String, String> tags = settings.find(bucket, BucketTags.SETTING)
                .orElseThrow(() -> new AwsException(
                        S3Error.NO_SUCH_TAG_SET, "The TagSet does not exist", Map.of("BucketName", bucket.name())));
        return GetBucketTaggingResponse.builder()
                .tagSet(BucketTags.tagSet(tags))
                .build();
    }
}
