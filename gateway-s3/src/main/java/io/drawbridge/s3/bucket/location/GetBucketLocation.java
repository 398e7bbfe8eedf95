// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.location;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.GetBucketLocationRequest;
import io.drawbridge.s3.model.GetBucketLocationResponse;
import java.util.List;

/**
 * Returns the region of a bucket; an empty value means us-east-1.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html">GetBucketLocation</a>
 */
final class GetBucketLocation implements ApiAction<GetBucketLocationRequest, GetBucketLocationResponse> {
    private final BucketAccess access;

    GetBucketLocation(BucketAccess access) {
        this.access = access;
    }

    @Override
    public Operation<GetBucketLocationRequest, GetBucketLocationResponse> operation() {
        return GetBucketLocationRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetBucketLocationRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:GetBucketLocation", bucket, context));
    }

    @Override
    public GetBucketLocationResponse handle(GetBucketLocationRequest input, RequestContext context) {
        String region = access.find(input.bucket(), context).region();
        return GetBucketLocationResponse.builder()
                .locationConstraint(region.equals(Locations.US_EAST_1) ? null : region)
                .build();
    }
}
