// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.PutBucketTaggingRequest;
import io.drawbridge.s3.model.PutBucketTaggingResponse;
import java.util.List;

/**
 * Puts tags on a bucket in place of all before.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html">PutBucketTagging</a>
 */
final class PutBucketTagging implements ApiAction<PutBucketTaggingRequest, PutBucketTaggingResponse> {
    private final S3Parts parts;

    PutBucketTagging(S3Parts parts) {
        this.parts = parts;
    }

    @Override
    public Operation<PutBucketTaggingRequest, PutBucketTaggingResponse> operation() {
        return PutBucketTaggingRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutBucketTaggingRequest input, RequestContext context) {
        Bucket bucket = parts.access().find(input.bucket(), context);
        return List.of(parts.access().check("s3:PutBucketTagging", bucket, context));
    }

    @Override
    public PutBucketTaggingResponse handle(PutBucketTaggingRequest input, RequestContext context) {
        Bucket asked = parts.access().find(input.bucket(), context);
        byte[] tags = BucketTags.toBytes(BucketTags.checked(input.tagging().tagSet()));
        parts.store().update(transaction -> {
            Bucket bucket = parts.buckets().require(transaction, asked);
            parts.buckets().configure(transaction, bucket, BucketTable.Configuration.TAGGING, tags);
        });
        return PutBucketTaggingResponse.builder().build();
    }
}
