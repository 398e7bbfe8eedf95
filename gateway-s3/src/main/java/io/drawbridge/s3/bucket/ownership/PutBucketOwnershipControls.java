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
import io.drawbridge.s3.bucket.NotServed;
import io.drawbridge.s3.model.OwnershipControlsRule;
import io.drawbridge.s3.model.PutBucketOwnershipControlsRequest;
import io.drawbridge.s3.model.PutBucketOwnershipControlsResponse;
import io.drawbridge.s3.model.S3Error;
import java.util.List;

/**
 * Sets the object ownership of a bucket, which can only be BucketOwnerEnforced.
 *
 * @see
 *     <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html">PutBucketOwnershipControls</a>
 */
final class PutBucketOwnershipControls
        implements ApiAction<PutBucketOwnershipControlsRequest, PutBucketOwnershipControlsResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    PutBucketOwnershipControls(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<PutBucketOwnershipControlsRequest, PutBucketOwnershipControlsResponse> operation() {
        return PutBucketOwnershipControlsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutBucketOwnershipControlsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:PutBucketOwnershipControls", bucket, context));
    }

    @Override
    public PutBucketOwnershipControlsResponse handle(PutBucketOwnershipControlsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        List<OwnershipControlsRule> rules = input.ownershipControls().rules();
        if (rules.size() != 1) {
            throw new AwsException(
                    S3Error.MALFORMED_XML,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        if (!rules.get(0).objectOwnership().equals(OwnershipRule.ENFORCED)) {
            throw NotServed.error();
        }
        settings.remove(bucket, RemovedOwnershipRule.SETTING);
        return PutBucketOwnershipControlsResponse.builder().build();
    }
}
