// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.tagging;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketSettings;
import io.drawbridge.s3.model.PutBucketTaggingRequest;
import io.drawbridge.s3.model.PutBucketTaggingResponse;
import java.util.List;
import java.util.Map;

/**
 * Sets the tags of a bucket and replaces all earlier ones.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html">PutBucketTagging</a>
 */
final class PutBucketTagging implements ApiAction<PutBucketTaggingRequest, PutBucketTaggingResponse> {
    private final BucketAccess access;
    private final BucketSettings settings;

    PutBucketTagging(BucketAccess access, BucketSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    @Override
    public Operation<PutBucketTaggingRequest, PutBucketTaggingResponse> operation() {
        return PutBucketTaggingRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutBucketTaggingRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:PutBucketTagging", bucket, context));
    }

    @Override
    public PutBucketTaggingResponse handle(PutBucketTaggingRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        Map<String, String> tags = BucketTags.checked(input.tagging().tagSet());
        if (tags.isEmpty()) {
            // AWS: an empty set is no set; a read then finds none.
            settings.remove(bucket, BucketTags.SETTING);
        } else {
            settings.put(bucket, BucketTags.SETTING, tags);
        }
        return PutBucketTaggingResponse.builder().build();
    }
}
