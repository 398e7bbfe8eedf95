// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.AbortMultipartUploadRequest;
import io.drawbridge.s3.model.AbortMultipartUploadResponse;
import io.drawbridge.s3.object.BlobUses;
import io.drawbridge.s3.object.ObjectAccess;
import io.drawbridge.s3.object.ObjectErrors;
import io.drawbridge.s3.object.ObjectWrites;
import io.drawbridge.s3.object.WriteCondition;
import java.util.List;

/**
 * Aborts an upload and removes its parts.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html">AbortMultipartUpload</a>
 */
final class AbortMultipartUpload implements ApiAction<AbortMultipartUploadRequest, AbortMultipartUploadResponse> {
    private final ObjectAccess access;
    private final ObjectWrites writes;
    private final UploadTable uploads;

    AbortMultipartUpload(ObjectAccess access, ObjectWrites writes, UploadTable uploads) {
        this.access = access;
        this.writes = writes;
        this.uploads = uploads;
    }

    @Override
    public Operation<AbortMultipartUploadRequest, AbortMultipartUploadResponse> operation() {
        return AbortMultipartUploadRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(AbortMultipartUploadRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        return List.of(access.check("s3:AbortMultipartUpload", bucket, input.key(), context));
    }

    @Override
    public AbortMultipartUploadResponse handle(AbortMultipartUploadRequest input, RequestContext context) {
        if (input.ifMatchInitiatedTime() != null) {
            throw ObjectErrors.notImplemented("x-amz-if-match-initiated-time");
        }
        Bucket bucket = access.bucket(input.bucket(), context);
        UploadId id = UploadId.parse(input.uploadId());
        writes.change(bucket, WriteCondition.NONE, (transaction, current, garbage) -> {
            uploads.require(transaction, bucket, input.key(), id);
            List<UploadedPart> parts = uploads.parts(transaction, id, 0, S3Limits.PART_NUMBER_MAX);
            for (UploadedPart part : parts) {
                if (part.blobId() != null) {
                    BlobUses.release(transaction, garbage, part.blobId());
                }
            }
            uploads.delete(transaction, bucket, input.key(), id, parts);
            return true;
        });
        return AbortMultipartUploadResponse.builder().build();
    }
}
