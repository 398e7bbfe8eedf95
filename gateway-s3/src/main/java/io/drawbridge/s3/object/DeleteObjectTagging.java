// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.model.DeleteObjectTaggingRequest;
import io.drawbridge.s3.model.DeleteObjectTaggingResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes the tags of an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html">DeleteObjectTagging</a>
 */
final class DeleteObjectTagging implements ApiAction<DeleteObjectTaggingRequest, DeleteObjectTaggingResponse> {
    private final ObjectAccess access;
    private final ObjectWrites writes;

    DeleteObjectTagging(ObjectAccess access, ObjectWrites writes) {
        this.access = access;
        this.writes = writes;
    }

    @Override
    public Operation<DeleteObjectTaggingRequest, DeleteObjectTaggingResponse> operation() {
        return DeleteObjectTaggingRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_WRITE;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteObjectTaggingRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        String action = VersionIds.action("s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging", input.versionId());
        return List.of(
                access.checkExisting(action, bucket, input.key(), VersionSelector.of(input.versionId()), context));
    }

    @Override
    public DeleteObjectTaggingResponse handle(DeleteObjectTaggingRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        VersionIds.requireKnown(bucket, input.versionId());
        VersionSelector selector = VersionSelector.of(input.versionId());
        Optional<StoredObject> tagged = access.write(
                bucket,
                input.key(),
                selector,
                WriteCondition.NONE,
                context,
                () -> accessChecks(input, context),
                condition -> writes.tag(bucket, new ObjectWrites.Target(input.key(), selector), Map.of(), condition));
        StoredObject object = tagged.orElseThrow(() -> access.missing(bucket, input.key(), selector, context));
        return DeleteObjectTaggingResponse.builder()
                .versionId(VersionIds.shown(bucket, object))
                .build();
    }
}
