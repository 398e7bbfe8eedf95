// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.publicaccess;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.PublicAccessBlockConfiguration;
import io.drawbridge.s3.model.PutPublicAccessBlockRequest;
import io.drawbridge.s3.model.PutPublicAccessBlockResponse;
import java.util.List;

/**
 * Sets the public access block of a bucket. A member that is left out is false.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html">PutPublicAccessBlock</a>
 */
final class PutPublicAccessBlock implements ApiAction<PutPublicAccessBlockRequest, PutPublicAccessBlockResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    PutPublicAccessBlock(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<PutPublicAccessBlockRequest, PutPublicAccessBlockResponse> operation() {
        return PutPublicAccessBlockRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutPublicAccessBlockRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:PutBucketPublicAccessBlock", bucket, context));
    }

    @Override
    public PutPublicAccessBlockResponse handle(PutPublicAccessBlockRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        PublicAccessBlockConfiguration sent = input.publicAccessBlockConfiguration();
        PublicAccessBlock block = new PublicAccessBlock(
                Boolean.TRUE.equals(sent.blockPublicAcls()),
                Boolean.TRUE.equals(sent.ignorePublicAcls()),
                Boolean.TRUE.equals(sent.blockPublicPolicy()),
                Boolean.TRUE.equals(sent.restrictPublicBuckets()));
        settings.put(bucket, PublicAccessBlock.SETTING, block);
        return PutPublicAccessBlockResponse.builder().build();
    }
}
