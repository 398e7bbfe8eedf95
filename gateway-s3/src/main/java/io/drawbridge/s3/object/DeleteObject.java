// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.model.DeleteObjectRequest;
import io.drawbridge.s3.model.DeleteObjectResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes an object; succeeds also when it does not exist.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html">DeleteObject</a>
 */
final class DeleteObject implements ApiAction<DeleteObjectRequest, DeleteObjectResponse> {
    private final ObjectAccess access;
    private final ObjectWrites writes;

    DeleteObject(ObjectAccess access, ObjectWrites writes) {
        this.access = access;
        this.writes = writes;
    }

    @Override
    public Operation<DeleteObjectRequest, DeleteObjectResponse> operation() {
        return DeleteObjectRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteObjectRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        String action = VersionIds.action("s3:DeleteObject", "s3:DeleteObjectVersion", input.versionId());
        List<AccessCheck> checks = new ArrayList<>(2);
        checks.add(access.check(action, bucket, input.key(), context));
        if (Boolean.TRUE.equals(input.bypassGovernanceRetention())) {
            checks.add(access.check("s3:BypassGovernanceRetention", bucket, input.key(), context));
        }
        return checks;
    }

    @Override
    public DeleteObjectResponse handle(DeleteObjectRequest input, RequestContext context) {
        WriteHeaders.checkKey(input.key());
        if (input.ifMatchLastModifiedTime() != null) {
            throw ObjectErrors.notImplemented("x-amz-if-match-last-modified-time");
        }
        if (input.ifMatchSize() != null) {
            throw ObjectErrors.notImplemented("x-amz-if-match-size");
        }
        Bucket bucket = access.bucket(input.bucket(), context);
        VersionIds.requireKnown(bucket, input.versionId());
        ObjectErrors.refuseBypass(input.bypassGovernanceRetention());
        ObjectWrites.Target target = new ObjectWrites.Target(input.key(), VersionSelector.of(input.versionId()));
        boolean byId = target.selector() instanceof VersionSelector.ById;
        WriteCondition condition = byId ? WriteCondition.NONE : WriteCondition.ofDeletion(input.ifMatch());
        DeleteMarker marker = writes.delete(bucket, target, condition).orElse(null);
        DeleteObjectResponse.Builder response = DeleteObjectResponse.builder();
        if (marker != null) {
            response.deleteMarker(true).versionId(VersionIds.text(marker));
        } else if (bucket.versioned()) {
            response.versionId(input.versionId());
        }
        return response.build();
    }
}
