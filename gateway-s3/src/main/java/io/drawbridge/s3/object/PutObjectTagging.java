// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.model.PutObjectTaggingRequest;
import io.drawbridge.s3.model.PutObjectTaggingResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces the tags of an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html">PutObjectTagging</a>
 */
final class PutObjectTagging implements ApiAction<PutObjectTaggingRequest, PutObjectTaggingResponse> {
    private final ObjectAccess access;
    private final ObjectWrites writes;

    PutObjectTagging(ObjectAccess access, ObjectWrites writes) {
        this.access = access;
        this.writes = writes;
    }

    @Override
    public Operation<PutObjectTaggingRequest, PutObjectTaggingResponse> operation() {
        return PutObjectTaggingRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_WRITE;
    }

    /** The tags of the document are condition keys, so before it is read only a stranger's request is decided. */
    @Override
    public List<AccessCheck> headChecks(PutObjectTaggingRequest head, RequestContext context) {
        Bucket bucket = access.bucket(head.bucket(), context);
        String action = VersionIds.action("s3:PutObjectTagging", "s3:PutObjectVersionTagging", head.versionId());
        return access.ofStranger(action, bucket, head.key(), context);
    }

    @Override
    public List<AccessCheck> accessChecks(PutObjectTaggingRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        String action = VersionIds.action("s3:PutObjectTagging", "s3:PutObjectVersionTagging", input.versionId());
        Map<String, String> tags = ObjectTags.of(input.tagging().tagSet());
        return List.of(access.checkExisting(action, bucket, input.key(), VersionSelector.of(input.versionId()), context)
                .with(ObjectTags.requested(tags)));
    }

    @Override
    public PutObjectTaggingResponse handle(PutObjectTaggingRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        VersionIds.requireKnown(bucket, input.versionId());
        VersionSelector selector = VersionSelector.of(input.versionId());
        Map<String, String> tags = ObjectTags.of(input.tagging().tagSet());
        Optional<StoredObject> tagged = access.write(
                bucket,
                input.key(),
                selector,
                WriteCondition.NONE,
                context,
                () -> accessChecks(input, context),
                condition -> writes.tag(bucket, new ObjectWrites.Target(input.key(), selector), tags, condition));
        StoredObject object = tagged.orElseThrow(() -> access.missing(bucket, input.key(), selector, context));
        return PutObjectTaggingResponse.builder()
                .versionId(VersionIds.shown(bucket, object))
                .build();
    }
}
