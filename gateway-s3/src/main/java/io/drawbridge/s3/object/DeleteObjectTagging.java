// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.model.DeleteObjectTaggingRequest;
import io.drawbridge.s3.model.DeleteObjectTaggingResponse;
import java.util.List;
import java.util.Map;

/**
 * Removes the tags of an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html">DeleteObjectTagging</a>
 */
final class DeleteObjectTagging implements ApiAction<DeleteObjectTaggingRequest, DeleteObjectTaggingResponse> {
    private final ObjectAccess access;
    private final ObjectWrites writes;

    DeleteObjectTagging(ObjectParts parts) {
        this.access = parts.access();
        this.writes = parts.parts().writes();
    }

    @Override
    public Operation<DeleteObjectTaggingRequest, DeleteObjectTaggingResponse> operation() {
        return DeleteObjectTaggingRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteObjectTaggingRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        String action = VersionIds.action("s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging", input.versionId());
        return List.of(access.checkExisting(action, bucket, input.key(), context));
    }

    @Override
    public DeleteObjectTaggingResponse handle(DeleteObjectTaggingRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        VersionIds.requireCurrent(input.key(), input.versionId());
        boolean tagged = access.write(
                bucket,
                input.key(),
                WriteCondition.NONE,
                context,
                () -> accessChecks(input, context),
                condition -> writes.tag(bucket, input.key(), Map.of(), condition));
        if (!tagged) {
            throw access.missing(bucket, input.key(), context);
        }
        return DeleteObjectTaggingResponse.builder().build();
    }
}
