// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.NonBlocking;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.checksum.BodyDigests;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.checksum.ChecksumMembers;
import io.drawbridge.s3.checksum.ExpectedChecksum;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.PutObjectRequest;
import io.drawbridge.s3.model.PutObjectResponse;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Stores an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html">PutObject</a>
 */
final class PutObject implements ApiAction<PutObjectRequest, PutObjectResponse> {
    private static final HexFormat HEX = HexFormat.of();

    private final ObjectAccess access;
    private final BodyReceiver receiver;
    private final ObjectWrites writes;
    private final Clock clock;

    PutObject(ObjectAccess access, BodyReceiver receiver, ObjectWrites writes, Clock clock) {
        this.access = access;
        this.receiver = receiver;
        this.writes = writes;
        this.clock = clock;
    }

    @Override
    public Operation<PutObjectRequest, PutObjectResponse> operation() {
        return PutObjectRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_WRITE;
    }

    @Override
    public List<AccessCheck> accessChecks(PutObjectRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        return access.checkWrite(bucket, input.key(), true, ObjectTags.ofHeader(input.tagging()), context);
    }

    /** Replacing an object of many parts removes many blobs: not on an event loop, and decided before the body is read. */
    private void requireBoundedReplacement(Bucket bucket, String key, RequestContext context) {
        if (NonBlocking.here()) {
            access.find(bucket, key, VersionSelector.current(), context)
                    .filter(current -> current.body() instanceof StoredBody.Manifest)
                    .ifPresent(current -> NonBlocking.requireBlockingAllowed());
        }
    }

    @Override
    public PutObjectResponse handle(PutObjectRequest input, RequestContext context) {
        HttpHeaders headers = context.request().headers();
        WriteHeaders.checkKey(input.key());
        WriteHeaders.refuseUnserved(headers);
        ObjectHeaders objectHeaders = WriteHeaders.of(headers, input.metadata());
        Map<String, String> tags = ObjectTags.ofHeader(input.tagging());
        WriteCondition condition = WriteCondition.of(input.ifMatch(), input.ifNoneMatch());
        ExpectedChecksum announced = ExpectedChecksum.of(headers, context.payload());
        Bucket bucket = access.bucket(input.bucket(), context);
        requireBoundedReplacement(bucket, input.key(), context);
        if (condition.any()) {
            // An early check, before the body is sent; the transaction decides.
            condition.require(input.key(), access.find(bucket, input.key(), VersionSelector.current(), context));
        }
        long length = BodyReceiver.announcedLength(input.body(), headers);
        ReceivedBody body = receiver.receive(
                input.body(),
                length,
                new BodyDigests(
                        announced,
                        ChecksumAlgorithm.CRC64NVME,
                        context.payload().trailers()),
                S3Limits.INLINE_LENGTH_MAX,
                new BlobOwner(bucket.id(), input.key()));
        StoredObject object = new StoredObject(
                writes.nextSequence(),
                body.size(),
                HEX.formatHex(body.md5()),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                body.stored(),
                objectHeaders,
                tags,
                body.checksum());
        StoredObject placed = receiver.publish(
                body,
                () -> access.write(
                        bucket,
                        input.key(),
                        VersionSelector.current(),
                        condition,
                        context,
                        () -> accessChecks(input, context),
                        tested -> writes.publish(bucket, input.key(), object, body, tested)));
        return response(placed);
    }

    private static PutObjectResponse response(StoredObject object) {
        PutObjectResponse response = PutObjectResponse.builder()
                .eTag(EntityTags.quoted(object.etag()))
                .serverSideEncryption("AES256")
                .versionId(object.versionId())
                .build();
        return ChecksumMembers.with(response, PutObjectResponse.SHAPE, object.checksum());
    }
}
