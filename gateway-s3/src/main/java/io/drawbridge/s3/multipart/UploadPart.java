// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.checksum.BodyDigests;
import io.drawbridge.s3.checksum.Checksum;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.checksum.ChecksumMembers;
import io.drawbridge.s3.checksum.ExpectedChecksum;
import io.drawbridge.s3.model.UploadPartRequest;
import io.drawbridge.s3.model.UploadPartResponse;
import io.drawbridge.s3.object.BodyReceiver;
import io.drawbridge.s3.object.EntityTags;
import io.drawbridge.s3.object.ObjectAccess;
import io.drawbridge.s3.object.ObjectErrors;
import io.drawbridge.s3.object.ReceivedBody;
import io.drawbridge.s3.object.WriteHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stores a part of an upload.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html">UploadPart</a>
 */
final class UploadPart implements ApiAction<UploadPartRequest, UploadPartResponse> {
    private final ObjectAccess access;
    private final BodyReceiver receiver;
    private final KeyValueStore store;
    private final UploadTable uploads;
    private final PartWrites writes;

    UploadPart(
            ObjectAccess access, BodyReceiver receiver, KeyValueStore store, PartWrites writes, UploadTable uploads) {
        this.access = access;
        this.receiver = receiver;
        this.store = store;
        this.uploads = uploads;
        this.writes = writes;
    }

    @Override
    public Operation<UploadPartRequest, UploadPartResponse> operation() {
        return UploadPartRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_WRITE;
    }

    @Override
    public List<AccessCheck> accessChecks(UploadPartRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        return access.checkWrite(bucket, input.key(), false, Map.of(), context);
    }

    @Override
    public UploadPartResponse handle(UploadPartRequest input, RequestContext context) {
        HttpHeaders headers = context.request().headers();
        PartWrites.checkNumber(input.partNumber());
        WriteHeaders.refuseOtherKeys(headers);
        ExpectedChecksum announced = ExpectedChecksum.of(headers, context.payload());
        Bucket bucket = access.bucket(input.bucket(), context);
        UploadId id = UploadId.parse(input.uploadId());
        Upload upload = uploads.require(store, bucket, input.key(), id);
        refuseOtherAlgorithm(upload, announced);
        BodyDigests digests = BodyDigests.keeping(
                announced, upload.partAlgorithm(), context.payload().trailers());
        ReceivedBody body = receiver.receive(
                input.body(),
                BodyReceiver.announcedLength(input.body(), headers),
                digests,
                0,
                new BlobOwner(bucket.id(), input.key()));
        UploadedPart part = writes.publish(bucket, input.key(), id, input.partNumber(), body);
        UploadPartResponse response = UploadPartResponse.builder()
                .eTag(EntityTags.quoted(part.etag()))
                .serverSideEncryption("AES256")
                .build();
        // AWS: a part of an upload without an algorithm shows the checksum that came with it.
        Checksum shown = upload.algorithm() == null ? digests.announcedChecksum() : part.checksum();
        return ChecksumMembers.with(response, UploadPartResponse.SHAPE, shown);
    }

    private static void refuseOtherAlgorithm(Upload upload, ExpectedChecksum announced) {
        ChecksumAlgorithm expected = upload.algorithm();
        ChecksumAlgorithm actual = announced.algorithm();
        if (expected != null && actual != null && expected != actual) {
            throw ObjectErrors.invalidRequest("Checksum Type mismatch occurred, expected checksum Type: "
                    + expected.name().toLowerCase(Locale.ROOT) + ", actual checksum Type: "
                    + actual.name().toLowerCase(Locale.ROOT));
        }
    }
}
