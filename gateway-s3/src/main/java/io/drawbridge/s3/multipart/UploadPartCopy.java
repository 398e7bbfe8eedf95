// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.checksum.BodyDigests;
import io.drawbridge.s3.checksum.Checksum;
import io.drawbridge.s3.checksum.ChecksumAlgorithm;
import io.drawbridge.s3.checksum.ChecksumMembers;
import io.drawbridge.s3.checksum.ExpectedChecksum;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.CopyPartResult;
import io.drawbridge.s3.model.UploadPartCopyRequest;
import io.drawbridge.s3.model.UploadPartCopyResponse;
import io.drawbridge.s3.object.BodyReceiver;
import io.drawbridge.s3.object.ByteRange;
import io.drawbridge.s3.object.CopyConditions;
import io.drawbridge.s3.object.CopySource;
import io.drawbridge.s3.object.EntityTags;
import io.drawbridge.s3.object.ObjectAccess;
import io.drawbridge.s3.object.ObjectErrors;
import io.drawbridge.s3.object.ObjectReader;
import io.drawbridge.s3.object.ReceivedBody;
import io.drawbridge.s3.object.StoredObject;
import io.drawbridge.s3.object.VersionIds;
import io.drawbridge.s3.object.WriteHeaders;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates a part of an upload from the bytes of an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html">UploadPartCopy</a>
 */
final class UploadPartCopy implements ApiAction<UploadPartCopyRequest, UploadPartCopyResponse> {
    private static final ExpectedChecksum NOTHING_ANNOUNCED = new ExpectedChecksum(null, null, null);

    private final ObjectAccess access;
    private final ObjectReader reader;
    private final BodyReceiver receiver;
    private final KeyValueStore store;
    private final UploadTable uploads;
    private final PartWrites writes;

    UploadPartCopy(
            ObjectAccess access,
            ObjectReader reader,
            BodyReceiver receiver,
            KeyValueStore store,
            PartWrites writes,
            UploadTable uploads) {
        this.access = access;
        this.reader = reader;
        this.receiver = receiver;
        this.store = store;
        this.uploads = uploads;
        this.writes = writes;
    }

    @Override
    public Operation<UploadPartCopyRequest, UploadPartCopyResponse> operation() {
        return UploadPartCopyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UploadPartCopyRequest input, RequestContext context) {
        CopySource source = CopySource.parse(input.copySource());
        Bucket bucket = access.bucket(input.bucket(), context);
        Bucket sourceBucket = access.sourceBucket(source, context);
        ConditionValues copied = ConditionValues.of("s3:x-amz-copy-source", source.conditionValue());
        List<AccessCheck> checks = new ArrayList<>(2);
        checks.add(access.checkSource(source, sourceBucket, context));
        for (AccessCheck check : access.checkWrite(bucket, input.key(), false, Map.of(), context)) {
            checks.add(check.with(copied));
        }
        return checks;
    }

    @Override
    public UploadPartCopyResponse handle(UploadPartCopyRequest input, RequestContext context) {
        PartWrites.checkNumber(input.partNumber());
        WriteHeaders.refuseOtherKeys(context.request().headers());
        CopySource source = CopySource.parse(input.copySource());
        Bucket bucket = access.bucket(input.bucket(), context);
        Bucket sourceBucket = access.sourceBucket(source, context);
        UploadId id = UploadId.parse(input.uploadId());
        Upload upload = uploads.require(store, bucket, input.key(), id);
        VersionIds.requireKnown(sourceBucket, source.versionId());
        CopyConditions conditions = new CopyConditions(
                input.copySourceIfMatch(),
                input.copySourceIfNoneMatch(),
                input.copySourceIfModifiedSince(),
                input.copySourceIfUnmodifiedSince());
        for (int attempt = 1; attempt <= S3Limits.READ_ATTEMPTS_MAX; attempt++) {
            StoredObject sourceObject = access.find(sourceBucket, source.key(), source.selector(), context)
                    .orElseThrow(() -> access.missing(sourceBucket, source.key(), source.selector(), context));
            sourceObject.requireAtHand();
            conditions.require(sourceObject, context.now());
            ByteRange range = input.copySourceRange() == null
                    ? new ByteRange(0, sourceObject.size())
                    : ByteRange.parseForCopy(input.copySourceRange(), sourceObject.size());
            ReceivedBody body = read(
                    sourceBucket,
                    source.key(),
                    sourceObject,
                    range,
                    upload.partAlgorithm(),
                    new BlobOwner(bucket.id(), input.key()));
            if (body != null) {
                UploadedPart part = writes.publish(bucket, input.key(), id, input.partNumber(), body);
                return response(
                        part,
                        upload.algorithm() == null ? null : part.checksum(),
                        VersionIds.shown(sourceBucket, sourceObject));
            }
            access.decideAgain(
                    sourceBucket, source.key(), source.selector(), context, () -> accessChecks(input, context));
        }
        throw new StoreUnavailableException(
                "the source of a copy changes (expected: still for one of " + S3Limits.READ_ATTEMPTS_MAX + " tries)");
    }

    private @Nullable ReceivedBody read(
            Bucket bucket,
            String key,
            StoredObject sourceObject,
            ByteRange range,
            ChecksumAlgorithm algorithm,
            BlobOwner owner) {
        if (range.length() > S3Limits.COPY_LENGTH_MAX) {
            throw ObjectErrors.invalidRequest(
                    "The specified copy source is larger than the maximum allowable size for a copy source: "
                            + S3Limits.COPY_LENGTH_MAX);
        }
        RequestBody body = reader.source(bucket, key, sourceObject, range);
        if (body == null) {
            return null;
        }
        try (body) {
            return receiver.receive(
                    body, range.length(), new BodyDigests(NOTHING_ANNOUNCED, algorithm, Map::of), 0, owner);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return null;
            }
            throw e;
        }
    }

    private static UploadPartCopyResponse response(
            UploadedPart part, @Nullable Checksum checksum, @Nullable String sourceVersionId) {
        CopyPartResult result = CopyPartResult.builder()
                .eTag(EntityTags.quoted(part.etag()))
                .lastModified(part.lastModified())
                .build();
        return UploadPartCopyResponse.builder()
                .copyPartResult(ChecksumMembers.with(result, CopyPartResult.SHAPE, checksum))
                .serverSideEncryption("AES256")
                .copySourceVersionId(sourceVersionId)
                .build();
    }
}
