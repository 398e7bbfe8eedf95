// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.checksum.Checksum;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.checksum.ChecksumMembers;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.ListPartsRequest;
import io.drawbridge.s3.model.ListPartsResponse;
import io.drawbridge.s3.model.Part;
import io.drawbridge.s3.object.EntityTags;
import io.drawbridge.s3.object.ObjectAccess;
import io.drawbridge.s3.object.ObjectErrors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the parts of an upload.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html">ListParts</a>
 */
final class ListParts implements ApiAction<ListPartsRequest, ListPartsResponse> {
    private final ObjectAccess access;
    private final KeyValueStore store;
    private final UploadTable uploads;

    ListParts(ObjectAccess access, KeyValueStore store, UploadTable uploads) {
        this.access = access;
        this.store = store;
        this.uploads = uploads;
    }

    @Override
    public Operation<ListPartsRequest, ListPartsResponse> operation() {
        return ListPartsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListPartsRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        return List.of(access.check("s3:ListMultipartUploadParts", bucket, input.key(), context));
    }

    @Override
    public ListPartsResponse handle(ListPartsRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        UploadId id = UploadId.parse(input.uploadId());
        int max = Math.min(notNegative(input.maxParts(), S3Limits.PAGE_MAX, "max-parts"), S3Limits.PAGE_MAX);
        int marker = notNegative(input.partNumberMarker(), 0, "part-number-marker");
        return store.read(transaction -> {
            Upload upload = uploads.require(transaction, bucket, input.key(), id);
            List<UploadedPart> nextParts =
                    uploads.parts(transaction, id, Math.min(marker, S3Limits.PART_NUMBER_MAX), max + 1);
            boolean truncated = nextParts.size() > max;
            List<UploadedPart> page = truncated ? nextParts.subList(0, max) : nextParts;
            String storageClass = upload.headers().storageClass();
            ChecksumAlgorithm algorithm = upload.algorithm();
            return ListPartsResponse.builder()
                    .bucket(input.bucket())
                    .key(input.key())
                    .uploadId(id.text())
                    .partNumberMarker(marker)
                    .nextPartNumberMarker(
                            page.isEmpty() ? 0 : page.get(page.size() - 1).number())
                    .maxParts(max)
                    .isTruncated(truncated)
                    .parts(parts(page, algorithm))
                    .initiator(Initiators.of(upload, bucket))
                    .owner(Initiators.owner(bucket))
                    .storageClass(storageClass == null ? "STANDARD" : storageClass)
                    .checksumAlgorithm(algorithm == null ? null : algorithm.name())
                    .checksumType(upload.checksumType())
                    .build();
        });
    }

    private static int notNegative(@Nullable Integer value, int standard, String name) {
        if (value != null && value < 0) {
            throw ObjectErrors.invalidArgument(
                    "Argument " + name + " must be an integer between 0 and 2147483647", name, value.toString());
        }
        return value == null ? standard : value;
    }

    private static List<Part> parts(List<UploadedPart> page, @Nullable ChecksumAlgorithm algorithm) {
        List<Part> parts = new ArrayList<>(page.size());
        for (UploadedPart part : page) {
            Checksum checksum = algorithm == null ? null : part.checksum();
            Part entry = Part.builder()
                    .partNumber(part.number())
                    .lastModified(part.lastModified())
                    .eTag(EntityTags.quoted(part.etag()))
                    .size(part.size())
                    .build();
            parts.add(ChecksumMembers.with(entry, Part.SHAPE, checksum));
        }
        return parts;
    }
}
