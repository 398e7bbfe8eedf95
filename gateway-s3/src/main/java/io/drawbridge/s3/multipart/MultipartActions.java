// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.s3.S3Parts;
import io.drawbridge.s3.model.S3Operation;
import io.drawbridge.s3.object.ObjectParts;
import org.jspecify.annotations.Nullable;

/** The actions of multipart uploads. */
public final class MultipartActions implements ActionFamily<S3Operation> {
    private final ObjectParts parts;
    private final UploadTable uploads = new UploadTable();

    public MultipartActions(S3Parts parts) {
        this.parts = ObjectParts.of(parts);
    }

    @Override
    public @Nullable ApiAction<?, ?> create(S3Operation name) {
        return switch (name) {
            case CREATE_MULTIPART_UPLOAD -> new CreateMultipartUpload(parts, uploads);
            case UPLOAD_PART -> new UploadPart(parts, uploads);
            case UPLOAD_PART_COPY -> new UploadPartCopy(parts, uploads);
            case COMPLETE_MULTIPART_UPLOAD -> new CompleteMultipartUpload(parts, uploads);
            case ABORT_MULTIPART_UPLOAD -> new AbortMultipartUpload(parts, uploads);
            case LIST_PARTS -> new ListParts(parts, uploads);
            case LIST_MULTIPART_UPLOADS -> new ListMultipartUploads(parts);
            default -> null;
        };
    }
}
