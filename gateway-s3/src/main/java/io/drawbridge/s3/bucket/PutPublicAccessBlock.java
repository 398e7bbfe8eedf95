// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.PublicAccessBlockConfiguration;
import io.drawbridge.s3.model.PutPublicAccessBlockRequest;
import io.drawbridge.s3.model.PutPublicAccessBlockResponse;
import java.util.List;

/**
 * Says what of a bucket may be public. What is left out is allowed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html">PutPublicAccessBlock</a>
 */
final class PutPublicAccessBlock implements ApiAction<PutPublicAccessBlockRequest, PutPublicAccessBlockResponse> {
    private final S3Parts parts;

    PutPublicAccessBlock(S3Parts parts) {
        this.parts = parts;
    }

    @Override
    public Operation<PutPublicAccessBlockRequest, PutPublicAccessBlockResponse> operation() {
        return PutPublicAccessBlockRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutPublicAccessBlockRequest input, RequestContext context) {
        Bucket bucket = parts.access().find(input.bucket(), context);
        return List.of(parts.access().check("s3:PutBucketPublicAccessBlock", bucket, context));
    }

    @Override
    public PutPublicAccessBlockResponse handle(PutPublicAccessBlockRequest input, RequestContext context) {
        Bucket asked = parts.access().find(input.bucket(), context);
        PublicAccessBlockConfiguration sent = input.publicAccessBlockConfiguration();
        byte[] block = new PublicAccessBlock(
                        Boolean.TRUE.equals(sent.blockPublicAcls()),
                        Boolean.TRUE.equals(sent.ignorePublicAcls()),
                        Boolean.TRUE.equals(sent.blockPublicPolicy()),
                        Boolean.TRUE.equals(sent.restrictPublicBuckets()))
                .toBytes();
        parts.store().update(transaction -> {
            Bucket bucket = parts.buckets().require(transaction, asked);
            parts.buckets().configure(transaction, bucket, BucketTable.Configuration.PUBLIC_ACCESS_BLOCK, block);
        });
        return PutPublicAccessBlockResponse.builder().build();
    }
}
