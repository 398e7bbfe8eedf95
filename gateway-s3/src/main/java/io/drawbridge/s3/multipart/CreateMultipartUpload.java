// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.model.CreateMultipartUploadRequest;
import io.drawbridge.s3.model.CreateMultipartUploadResponse;
import io.drawbridge.s3.object.ObjectAccess;
import io.drawbridge.s3.object.ObjectErrors;
import io.drawbridge.s3.object.ObjectHeaders;
import io.drawbridge.s3.object.ObjectTable;
import io.drawbridge.s3.object.ObjectTags;
import io.drawbridge.s3.object.ObjectWrites;
import io.drawbridge.s3.object.StoredObject;
import io.drawbridge.s3.object.WriteCondition;
import io.drawbridge.s3.object.WriteHeaders;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Begins a multipart upload.
 *
 * @see
 *     <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html">CreateMultipartUpload</a>
 */
final class CreateMultipartUpload implements ApiAction<CreateMultipartUploadRequest, CreateMultipartUploadResponse> {
    private final ObjectAccess access;
    private final ObjectWrites writes;
    private final ObjectTable objects;
    private final UploadTable uploads;
    private final UniqueIds ids;
    private final Clock clock;

    CreateMultipartUpload(
            ObjectAccess access,
            ObjectWrites writes,
            ObjectTable objects,
            UniqueIds ids,
            Clock clock,
            UploadTable uploads) {
        this.access = access;
        this.writes = writes;
        this.objects = objects;
        this.uploads = uploads;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Operation<CreateMultipartUploadRequest, CreateMultipartUploadResponse> operation() {
        return CreateMultipartUploadRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateMultipartUploadRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        return access.checkWrite(bucket, input.key(), false, ObjectTags.ofHeader(input.tagging()), context);
    }

    @Override
    public CreateMultipartUploadResponse handle(CreateMultipartUploadRequest input, RequestContext context) {
        WriteHeaders.checkKey(input.key());
        WriteHeaders.refuseUnserved(context.request().headers());
        ObjectHeaders headers = WriteHeaders.of(context.request().headers(), input.metadata());
        Bucket bucket = access.bucket(input.bucket(), context);
        ChecksumAlgorithm algorithm = algorithm(input.checksumAlgorithm());
        Upload upload = new Upload(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                context.caller().principal() instanceof Principal.InAccount principal
                        ? principal.arn().toString()
                        : null,
                headers,
                ObjectTags.ofHeader(input.tagging()),
                algorithm,
                composite(algorithm, input.checksumType()),
                0);
        UploadId id = UploadId.make(writes.nextSequence(), ids.unguessable(), bucket, input.key());
        writes.change(bucket, WriteCondition.NONE, (transaction, current, garbage) -> {
            Optional<StoredObject> existing = objects.find(transaction, bucket, input.key());
            uploads.put(transaction, bucket, input.key(), id, upload.startedOver(existing));
            return true;
        });
        return CreateMultipartUploadResponse.builder()
                .bucket(input.bucket())
                .key(input.key())
                .uploadId(id.text())
                .checksumAlgorithm(algorithm == null ? null : algorithm.name())
                .checksumType(upload.checksumType())
                .serverSideEncryption("AES256")
                .build();
    }

    private static @Nullable ChecksumAlgorithm algorithm(@Nullable String name) {
        return name == null
                ? null
                : ChecksumAlgorithm.of(name)
                        .orElseThrow(() -> ObjectErrors.invalidRequest(
                                "Checksum algorithm provided is unsupported. Please try again with any of the valid"
                                        + " types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
    }

    private static boolean composite(@Nullable ChecksumAlgorithm algorithm, @Nullable String type) {
        if (type == null) {
            return algorithm != null && algorithm != ChecksumAlgorithm.CRC64NVME;
        }
        boolean composite = type.equals("COMPOSITE");
        if (!composite && !type.equals("FULL_OBJECT")) {
            throw ObjectErrors.invalidRequest("Value for x-amz-checksum-type header is invalid.");
        }
        if (algorithm == null) {
            throw ObjectErrors.invalidRequest(
                    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        }
        if (composite ? algorithm == ChecksumAlgorithm.CRC64NVME : !algorithm.linear()) {
            throw ObjectErrors.invalidRequest("The " + type + " checksum type cannot be used with the "
                    + algorithm.name().toLowerCase(Locale.ROOT) + " checksum algorithm.");
        }
        return composite;
    }
}
