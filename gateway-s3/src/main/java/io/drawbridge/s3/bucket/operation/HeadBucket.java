// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.operation;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.HeadBucketRequest;
import io.drawbridge.s3.model.HeadBucketResponse;
import java.util.List;

/**
 * Returns whether a bucket exists and the caller may access it, and its region.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html">HeadBucket</a>
 */
final class HeadBucket implements ApiAction<HeadBucketRequest, HeadBucketResponse> {
    private final BucketAccess access;

    HeadBucket(BucketAccess access) {
        this.access = access;
    }

    @Override
    public Operation<HeadBucketRequest, HeadBucketResponse> operation() {
        return HeadBucketRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    @Override
    public List<AccessCheck> accessChecks(HeadBucketRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        AccessCheck check = access.check("s3:ListBucket", bucket, context);
        // AWS: a refused caller still gets the region, so that clients can find the bucket.
        if (context.decide(check) instanceof Decision.Denied denied) {
            throw context.denial(check, denied).with("x-amz-bucket-region", bucket.region());
        }
        return List.of(check);
    }

    @Override
    public HeadBucketResponse handle(HeadBucketRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return HeadBucketResponse.builder()
                .bucketRegion(bucket.region())
                .accessPointAlias(false)
                .build();
    }
}
