// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.model.GetObjectTaggingRequest;
import io.drawbridge.s3.model.GetObjectTaggingResponse;
import java.util.List;

/**
 * Returns the tags of an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html">GetObjectTagging</a>
 */
final class GetObjectTagging implements ApiAction<GetObjectTaggingRequest, GetObjectTaggingResponse> {
    private final ObjectAccess access;

    GetObjectTagging(ObjectAccess access) {
        this.access = access;
    }

    @Override
    public Operation<GetObjectTaggingRequest, GetObjectTaggingResponse> operation() {
        return GetObjectTaggingRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    @Override
    public List<AccessCheck> accessChecks(GetObjectTaggingRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        String action = VersionIds.action("s3:GetObjectTagging", "s3:GetObjectVersionTagging", input.versionId());
        return List.of(
                access.checkExisting(action, bucket, input.key(), VersionSelector.of(input.versionId()), context));
    }

    @Override
    public GetObjectTaggingResponse handle(GetObjectTaggingRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        VersionIds.requireKnown(bucket, input.versionId());
        VersionSelector selector = VersionSelector.of(input.versionId());
        StoredObject object = access.find(bucket, input.key(), selector, context)
                .orElseThrow(() -> access.missing(bucket, input.key(), selector, context));
        return GetObjectTaggingResponse.builder()
                .versionId(VersionIds.shown(bucket, object))
                .tagSet(ObjectTags.list(object.tags()))
                .build();
    }
}
