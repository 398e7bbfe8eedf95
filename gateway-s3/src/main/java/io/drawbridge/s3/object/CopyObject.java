// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.core.authz.AccessCheck;
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
import io.drawbridge.s3.model.CopyObjectRequest;
import io.drawbridge.s3.model.CopyObjectResponse;
import io.drawbridge.s3.model.CopyObjectResult;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates an object from the bytes of another. When the source is one whole blob, both share it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html">CopyObject</a>
 */
final class CopyObject implements ApiAction<CopyObjectRequest, CopyObjectResponse> {
    private static final ExpectedChecksum NOTHING_ANNOUNCED = new ExpectedChecksum(null, null, null);
    private static final HexFormat HEX = HexFormat.of();

    private final ObjectAccess access;
    private final BodyReceiver receiver;
    private final ObjectReader reader;
    private final ObjectWrites writes;
    private final Clock clock;

    CopyObject(ObjectAccess access, BodyReceiver receiver, ObjectReader reader, ObjectWrites writes, Clock clock) {
        this.access = access;
        this.receiver = receiver;
        this.reader = reader;
        this.writes = writes;
        this.clock = clock;
    }

    /** Where headers or tags of the copy come from: the source or the request. */
    private enum Directive {
        COPY,
        REPLACE;

        static Directive of(@Nullable String text, String header, String message) {
            if (text == null || text.equals("COPY")) {
                return COPY;
            } else if (text.equals("REPLACE")) {
                return REPLACE;
            }
            throw ObjectErrors.invalidArgument(message, header, text);
        }
    }

    private static Directive tagging(CopyObjectRequest input) {
        return Directive.of(input.taggingDirective(), "x-amz-tagging-directive", "Unknown tagging directive.");
    }

    @Override
    public Operation<CopyObjectRequest, CopyObjectResponse> operation() {
        return CopyObjectRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CopyObjectRequest input, RequestContext context) {
        CopySource source = CopySource.parse(input.copySource());
        Bucket bucket = access.bucket(input.bucket(), context);
        Bucket sourceBucket = access.sourceBucket(source, context);
        List<AccessCheck> checks = new ArrayList<>(5);
        checks.add(access.checkSource(source, sourceBucket, context));
        ConditionValues copied = ConditionValues.of("s3:x-amz-copy-source", source.conditionValue());
        boolean replaced = tagging(input) == Directive.REPLACE;
        Map<String, String> tags = replaced ? ObjectTags.ofHeader(input.tagging()) : Map.of();
        for (AccessCheck check : access.checkWrite(bucket, input.key(), true, tags, context)) {
            checks.add(check.with(copied));
        }
        if (!replaced) {
            Optional<StoredObject> object = access.find(sourceBucket, source.key(), source.selector(), context);
            if (object.isPresent() && !object.get().tags().isEmpty()) {
                checks.add(access.checkExisting(
                        "s3:GetObjectTagging", sourceBucket, source.key(), source.selector(), context));
                checks.add(access.check("s3:PutObjectTagging", bucket, input.key(), context)
                        .with(copied)
                        .with(ObjectTags.requested(object.get().tags())));
            }
        }
        return checks;
    }

    /** The source and the target of a copy. */
    private record Plan(
            Bucket bucket,
            String key,
            Bucket sourceBucket,
            CopySource source,
            StoredObject sourceObject,
            ObjectHeaders headers,
            Map<String, String> tags,
            ChecksumAlgorithm algorithm,
            WriteCondition condition) {}

    @Override
    public CopyObjectResponse handle(CopyObjectRequest input, RequestContext context) {
        WriteHeaders.checkKey(input.key());
        WriteHeaders.refuseUnserved(context.request().headers());
        CopySource source = CopySource.parse(input.copySource());
        Bucket bucket = access.bucket(input.bucket(), context);
        Bucket sourceBucket = access.sourceBucket(source, context);
        VersionIds.requireKnown(sourceBucket, source.versionId());
        CopyConditions conditions = new CopyConditions(
                input.copySourceIfMatch(),
                input.copySourceIfNoneMatch(),
                input.copySourceIfModifiedSince(),
                input.copySourceIfUnmodifiedSince());
        for (int attempt = 1; attempt <= S3Limits.READ_ATTEMPTS_MAX; attempt++) {
            StoredObject sourceObject = access.find(sourceBucket, source.key(), source.selector(), context)
                    .orElseThrow(() -> access.missing(sourceBucket, source.key(), source.selector(), context));
            conditions.require(sourceObject, context.now());
            Plan plan = plan(input, context, bucket, sourceBucket, source, sourceObject);
            try {
                StoredObject copy = copy(plan);
                if (copy != null) {
                    return response(copy, VersionIds.shown(sourceBucket, sourceObject));
                }
            } catch (OtherTagsException e) {
                access.forget(bucket, input.key(), VersionSelector.current(), context);
            }
            access.decideAgain(
                    sourceBucket, source.key(), source.selector(), context, () -> accessChecks(input, context));
        }
        throw new StoreUnavailableException(
                "the source of a copy changes (expected: still for one of " + S3Limits.READ_ATTEMPTS_MAX + " tries)");
    }

    private Plan plan(
            CopyObjectRequest input,
            RequestContext context,
            Bucket bucket,
            Bucket sourceBucket,
            CopySource source,
            StoredObject sourceObject) {
        sourceObject.requireAtHand();
        if (sourceObject.size() > S3Limits.COPY_LENGTH_MAX) {
            throw ObjectErrors.invalidRequest(
                    "The specified copy source is larger than the maximum allowable size for a copy source: "
                            + S3Limits.COPY_LENGTH_MAX);
        }
        Directive directive =
                Directive.of(input.metadataDirective(), "x-amz-metadata-directive", "Unknown metadata directive.");
        // AWS: an older version may be copied onto its own key, which makes it current again.
        boolean older = sourceBucket.versioned() && source.selector().named();
        boolean onItself =
                !older && bucket.id() == sourceBucket.id() && source.key().equals(input.key());
        WriteCondition condition = WriteCondition.of(input.ifMatch(), input.ifNoneMatch());
        if (onItself && !changesAnything(input)) {
            // AWS: the conditions on the target come first.
            condition.require(input.key(), access.find(bucket, input.key(), VersionSelector.current(), context));
            throw ObjectErrors.invalidRequest(
                    "This copy request is illegal because it is trying to copy an object to itself without changing the"
                            + " object's metadata, storage class, website redirect location or encryption attributes.");
        }
        ObjectHeaders requestHeaders = WriteHeaders.of(context.request().headers(), input.metadata());
        return new Plan(
                bucket,
                input.key(),
                sourceBucket,
                source,
                sourceObject,
                directive == Directive.REPLACE
                        ? requestHeaders
                        : sourceObject
                                .headers()
                                .withPlacement(requestHeaders.websiteRedirectLocation(), requestHeaders.storageClass()),
                tagging(input) == Directive.REPLACE ? ObjectTags.ofHeader(input.tagging()) : sourceObject.tags(),
                algorithm(input, sourceObject),
                access.tested(condition, bucket, input.key(), VersionSelector.current(), context));
    }

    /** AWS: naming one of these is a change, whatever its value. */
    private static boolean changesAnything(CopyObjectRequest input) {
        return input.metadataDirective() != null
                || input.storageClass() != null
                || input.websiteRedirectLocation() != null
                || input.serverSideEncryption() != null;
    }

    private static ChecksumAlgorithm algorithm(CopyObjectRequest input, StoredObject sourceObject) {
        if (input.checksumAlgorithm() != null) {
            return ChecksumAlgorithm.of(input.checksumAlgorithm())
                    .orElseThrow(() -> ObjectErrors.invalidRequest(
                            "Checksum algorithm provided is unsupported. Please try again with any of the valid types:"
                                    + " [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
        }
        Checksum checksum = sourceObject.checksum();
        return checksum == null ? ChecksumAlgorithm.CRC64NVME : checksum.algorithm();
    }

    /** Returns the copy as it is stored, or null when the source changed meanwhile. */
    private @Nullable StoredObject copy(Plan plan) {
        Checksum sourceChecksum = plan.sourceObject.checksum();
        boolean sameChecksum =
                sourceChecksum != null && sourceChecksum.algorithm() == plan.algorithm && !sourceChecksum.composite();
        if (sameChecksum && plan.sourceObject.body() instanceof StoredBody.Blob blob) {
            StoredObject copy = object(plan, plan.sourceObject.size(), plan.sourceObject.etag(), blob, sourceChecksum);
            return writes.publishShared(
                            plan.bucket,
                            plan.key,
                            copy,
                            plan.sourceBucket,
                            new ObjectWrites.Target(plan.source.key(), plan.source.selector()),
                            plan.sourceObject.sequence(),
                            blob.blobId(),
                            plan.condition)
                    .orElse(null);
        }
        ReceivedBody body = read(plan);
        if (body == null) {
            return null;
        }
        StoredObject copy = object(plan, body.size(), HEX.formatHex(body.md5()), body.stored(), body.checksum());
        return receiver.publish(body, () -> writes.publish(plan.bucket, plan.key, copy, body, plan.condition));
    }

    private @Nullable ReceivedBody read(Plan plan) {
        long size = plan.sourceObject.size();
        RequestBody source =
                reader.source(plan.sourceBucket, plan.source.key(), plan.sourceObject, new ByteRange(0, size));
        if (source == null) {
            return null;
        }
        try (source) {
            return receiver.receive(
                    source,
                    size,
                    new BodyDigests(NOTHING_ANNOUNCED, plan.algorithm, Map::of),
                    S3Limits.INLINE_LENGTH_MAX,
                    new BlobOwner(plan.bucket.id(), plan.key));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return null;
            }
            throw e;
        }
    }

    private StoredObject object(Plan plan, long size, String etag, StoredBody body, @Nullable Checksum checksum) {
        return new StoredObject(
                writes.nextSequence(),
                size,
                etag,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                body,
                plan.headers,
                plan.tags,
                checksum);
    }

    private static CopyObjectResponse response(StoredObject copy, @Nullable String sourceVersionId) {
        CopyObjectResult result = CopyObjectResult.builder()
                .eTag(EntityTags.quoted(copy.etag()))
                .lastModified(copy.lastModified())
                .build();
        return CopyObjectResponse.builder()
                .copyObjectResult(ChecksumMembers.with(result, CopyObjectResult.SHAPE, copy.checksum()))
                .serverSideEncryption("AES256")
                .versionId(copy.versionId())
                .copySourceVersionId(sourceVersionId)
                .build();
    }
}
