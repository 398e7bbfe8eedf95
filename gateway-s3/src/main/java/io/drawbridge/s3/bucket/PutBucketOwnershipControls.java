// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.OwnershipControlsRule;
import io.drawbridge.s3.model.PutBucketOwnershipControlsRequest;
import io.drawbridge.s3.model.PutBucketOwnershipControlsResponse;
import io.drawbridge.s3.model.S3Error;
import java.util.List;

/**
 * Says who owns the objects of a bucket: its owner.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html">PutBucketOwnershipControls</a>
 */
final class PutBucketOwnershipControls
        implements ApiAction<PutBucketOwnershipControlsRequest, PutBucketOwnershipControlsResponse> {
    private final S3Parts parts;

    PutBucketOwnershipControls(S3Parts parts) {
        this.parts = parts;
    }

    @Override
    public Operation<PutBucketOwnershipControlsRequest, PutBucketOwnershipControlsResponse> operation() {
        return PutBucketOwnershipControlsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutBucketOwnershipControlsRequest input, RequestContext context) {
        Bucket bucket = parts.access().find(input.bucket(), context);
        return List.of(parts.access().check("s3:PutBucketOwnershipControls", bucket, context));
    }

    @Override
    public PutBucketOwnershipControlsResponse handle(PutBucketOwnershipControlsRequest input, RequestContext context) {
        Bucket asked = parts.access().find(input.bucket(), context);
        List<OwnershipControlsRule> rules = input.ownershipControls().rules();
        if (rules.size() != 1) {
            throw new AwsException(
                    S3Error.MALFORMED_XML,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        if (!rules.get(0).objectOwnership().equals(OwnershipRule.ENFORCED)) {
            throw NotServed.error();
        }
        parts.store().update(transaction -> {
            Bucket bucket = parts.buckets().require(transaction, asked);
            parts.buckets().unconfigure(transaction, bucket, BucketTable.Configuration.OWNERSHIP_REMOVED);
        });
        return PutBucketOwnershipControlsResponse.builder().build();
    }
}
