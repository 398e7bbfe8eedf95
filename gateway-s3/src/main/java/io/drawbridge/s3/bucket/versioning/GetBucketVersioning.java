// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.versioning;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.GetBucketVersioningRequest;
import io.drawbridge.s3.model.GetBucketVersioningResponse;
import java.util.List;

/**
 * Returns the versioning state of a bucket; nothing for a bucket that never had versions.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html">GetBucketVersioning</a>
 */
final class GetBucketVersioning implements ApiAction<GetBucketVersioningRequest, GetBucketVersioningResponse> {
    private final BucketAccess access;

    GetBucketVersioning(BucketAccess access) {
        this.access = access;
    }

    @Override
    public Operation<GetBucketVersioningRequest, GetBucketVersioningResponse> operation() {
        return GetBucketVersioningRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetBucketVersioningRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:GetBucketVersioning", bucket, context));
    }

    @Override
    public GetBucketVersioningResponse handle(GetBucketVersioningRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return GetBucketVersioningResponse.builder()
                .status(bucket.versioning().status())
                .build();
    }
}
