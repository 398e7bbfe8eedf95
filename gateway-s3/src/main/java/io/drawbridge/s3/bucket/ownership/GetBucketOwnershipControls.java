// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.ownership;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.GetBucketOwnershipControlsRequest;
import io.drawbridge.s3.model.GetBucketOwnershipControlsResponse;
import io.drawbridge.s3.model.OwnershipControls;
import io.drawbridge.s3.model.OwnershipControlsRule;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;

/**
 * Returns the object ownership setting of a bucket.
 *
 * @see
 *     <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html">GetBucketOwnershipControls</a>
 */
final class GetBucketOwnershipControls
        implements ApiAction<GetBucketOwnershipControlsRequest, GetBucketOwnershipControlsResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    GetBucketOwnershipControls(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<GetBucketOwnershipControlsRequest, GetBucketOwnershipControlsResponse> operation() {
        return GetBucketOwnershipControlsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetBucketOwnershipControlsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:GetBucketOwnershipControls", bucket, context));
    }

    @Override
    public GetBucketOwnershipControlsResponse handle(GetBucketOwnershipControlsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        if (settings.find(bucket, RemovedOwnershipRule.SETTING).isPresent()) {
            throw new AwsException(
                    S3Error.OWNERSHIP_CONTROLS_NOT_FOUND_ERROR,
                    "The bucket ownership controls were not found",
                    Map.of("BucketName", bucket.name()));
        }
        OwnershipControlsRule rule = OwnershipControlsRule.builder()
                .objectOwnership(OwnershipRule.ENFORCED)
                .build();
        return GetBucketOwnershipControlsResponse.builder()
                .ownershipControls(
                        OwnershipControls.builder().rules(List.of(rule)).build())
                .build();
    }
}
