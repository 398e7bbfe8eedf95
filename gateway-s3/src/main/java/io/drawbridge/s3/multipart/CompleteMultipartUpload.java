// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.multipart;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.auth.Payload;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.checksum.Checksum;
import io.drawbridge.s3.checksum.ChecksumMembers;
import io.drawbridge.s3.checksum.ExpectedChecksum;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.CompleteMultipartUploadRequest;
import io.drawbridge.s3.model.CompleteMultipartUploadResponse;
import io.drawbridge.s3.model.CompletedPart;
import io.drawbridge.s3.object.BlobUses;
import io.drawbridge.s3.object.EntityTags;
import io.drawbridge.s3.object.ManifestTable;
import io.drawbridge.s3.object.ObjectAccess;
import io.drawbridge.s3.object.ObjectErrors;
import io.drawbridge.s3.object.ObjectTable;
import io.drawbridge.s3.object.ObjectWrites;
import io.drawbridge.s3.object.StoredBody;
import io.drawbridge.s3.object.StoredObject;
import io.drawbridge.s3.object.VersionSelector;
import io.drawbridge.s3.object.WriteCondition;
import io.drawbridge.s3.object.WriteHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Creates an object from the parts of an upload. The bytes are not copied.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">
 *     CompleteMultipartUpload</a>
 */
final class CompleteMultipartUpload
        implements ApiAction<CompleteMultipartUploadRequest, CompleteMultipartUploadResponse> {
    private final ObjectAccess access;
    private final ObjectWrites writes;
    private final KeyValueStore store;
    private final ObjectTable objects;
    private final UploadTable uploads;

    CompleteMultipartUpload(
            ObjectAccess access, ObjectWrites writes, KeyValueStore store, ObjectTable objects, UploadTable uploads) {
        this.access = access;
        this.store = store;
        this.writes = writes;
        this.objects = objects;
        this.uploads = uploads;
    }

    @Override
    public Operation<CompleteMultipartUploadRequest, CompleteMultipartUploadResponse> operation() {
        return CompleteMultipartUploadRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CompleteMultipartUploadRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        return access.checkWrite(bucket, input.key(), true, Map.of(), context);
    }

    /** The parameters of the request. */
    private record CompletionRequest(
            CompleteMultipartUploadRequest input,
            Bucket bucket,
            UploadId id,
            List<CompletedPart> parts,
            ExpectedChecksum announced,
            WriteCondition condition) {
        String key() {
            return input.key();
        }

        CompletionRequest with(Bucket current, WriteCondition tested) {
            return new CompletionRequest(input, current, id, parts, announced, tested);
        }
    }

    @Override
    public CompleteMultipartUploadResponse handle(CompleteMultipartUploadRequest input, RequestContext context) {
        WriteHeaders.refuseOtherKeys(context.request().headers());
        Bucket bucket = access.bucket(input.bucket(), context);
        UploadId id = UploadId.parse(input.uploadId());
        if (input.multipartUpload() == null) {
            // AWS: an unknown upload is reported before an empty body.
            uploads.require(store, bucket, input.key(), id);
            throw CompletedParts.empty();
        }
        List<CompletedPart> listedParts = input.multipartUpload().parts();
        CompletedParts.checkOrder(listedParts, id.text());
        CompletionRequest completion = new CompletionRequest(
                input,
                bucket,
                id,
                listedParts,
                ExpectedChecksum.of(context.request().headers(), Payload.PLAIN),
                WriteCondition.of(input.ifMatch(), input.ifNoneMatch()));
        long sequence = writes.nextSequence();
        StoredObject object = access.write(
                completion.bucket,
                completion.key(),
                VersionSelector.current(),
                completion.condition,
                context,
                () -> accessChecks(input, context),
                tested -> writes.change(
                        completion.bucket,
                        tested,
                        (transaction, current, garbage) ->
                                complete(transaction, garbage, completion.with(current, tested), sequence)));
        return response(object, input, context);
    }

    private StoredObject complete(
            Transaction transaction, List<String> garbage, CompletionRequest completion, long sequence) {
        Optional<Upload> openUpload = uploads.find(transaction, completion.bucket, completion.key(), completion.id);
        if (openUpload.isEmpty()) {
            return completedBefore(transaction, completion);
        }
        Upload upload = openUpload.get();
        Optional<StoredObject> existing = objects.find(transaction, completion.bucket, completion.key());
        completion.condition.require(completion.key(), existing);
        completion.condition.requireUnchanged(completion.key(), existing, upload.sequenceAtStart());
        List<UploadedPart> uploaded = uploads.parts(transaction, completion.id, 0, S3Limits.PART_NUMBER_MAX);
        CompletedParts chosen = CompletedParts.of(completion.parts, uploaded, upload, completion.id.text());
        checkType(upload, completion.input);
        long announcedSize = announcedSize(completion.input);
        if (announcedSize >= 0 && announcedSize != chosen.size()) {
            throw ObjectErrors.invalidRequest("The provided 'x-amz-mp-object-size' header value " + announcedSize
                    + " does not match what was computed: " + chosen.size());
        }
        Checksum checksum = chosen.checksum(upload);
        CompletedParts.checkAnnounced(completion.announced, checksum);
        long manifestId = ManifestTable.freeId(transaction, completion.id.sequence());
        StoredObject object = new StoredObject(
                sequence,
                chosen.size(),
                chosen.etag(),
                upload.initiatedAt(),
                new StoredBody.Manifest(manifestId, chosen.parts().size()),
                upload.headers(),
                upload.tags(),
                checksum);
        ManifestTable.put(transaction, manifestId, chosen.manifest());
        releaseOthers(transaction, garbage, uploaded, chosen);
        uploads.delete(transaction, completion.bucket, completion.key(), completion.id, uploaded);
        return writes.publish(
                transaction, garbage, completion.bucket, completion.key(), object, null, completion.condition);
    }

    /** Returns the size that the client expects of the object in bytes, or -1 for none. */
    private static long announcedSize(CompleteMultipartUploadRequest input) {
        String text = input.mpuObjectSize();
        if (text == null) {
            return -1;
        }
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ObjectErrors.invalidRequest("Value for x-amz-mp-object-size header is invalid.");
        }
        return Long.parseLong(text);
    }

    /** AWS: a repeated completion succeeds as long as its object exists. */
    private StoredObject completedBefore(Transaction transaction, CompletionRequest completion) {
        List<String> etags = new ArrayList<>(completion.parts.size());
        for (CompletedPart part : completion.parts) {
            String etag = part.eTag() == null ? "" : EntityTags.bare(part.eTag());
            if (etag.length() != 32 || !etag.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
                throw UploadId.missing(completion.id.text());
            }
            etags.add(etag);
        }
        return objects.find(transaction, completion.bucket, completion.key())
                .filter(object -> object.body() instanceof StoredBody.Manifest manifest
                        && manifest.manifestId() == completion.id.sequence()
                        && object.etag().equals(CompletedParts.etag(etags)))
                .orElseThrow(() -> UploadId.missing(completion.id.text()));
    }

    private static void checkType(Upload upload, CompleteMultipartUploadRequest input) {
        String type = input.checksumType();
        // AWS: an upload without an algorithm has no type, although its object gets one.
        String expected = upload.checksumType() == null ? "null" : upload.checksumType();
        if (type != null && !type.equals(expected)) {
            throw ObjectErrors.invalidRequest("The upload was created using the " + expected
                    + " checksum mode. The complete request must use the same checksum mode.");
        }
    }

    private static void releaseOthers(
            Transaction transaction, List<String> garbage, List<UploadedPart> uploaded, CompletedParts chosen) {
        Set<Integer> kept = new HashSet<>(chosen.parts().size() * 2);
        for (UploadedPart part : chosen.parts()) {
            kept.add(part.number());
        }
        for (UploadedPart part : uploaded) {
            if (part.blobId() != null && !kept.contains(part.number())) {
                BlobUses.release(transaction, garbage, part.blobId());
            }
        }
    }

    private static CompleteMultipartUploadResponse response(
            StoredObject object, CompleteMultipartUploadRequest input, RequestContext context) {
        CompleteMultipartUploadResponse response = CompleteMultipartUploadResponse.builder()
                .location(location(input, context))
                .bucket(input.bucket())
                .key(input.key())
                .eTag(EntityTags.quoted(object.etag()))
                .serverSideEncryption("AES256")
                .versionId(object.versionId())
                .build();
        return ChecksumMembers.with(response, CompleteMultipartUploadResponse.SHAPE, object.checksum());
    }

    private static String location(CompleteMultipartUploadRequest input, RequestContext context) {
        String scheme = context.request().secure() ? "https://" : "http://";
        String host = context.request().headers().first("Host").orElse("s3.amazonaws.com");
        String bucket = input.bucket();
        boolean virtual = host.toLowerCase(Locale.ROOT).startsWith(bucket + '.');
        String key = URLEncoder.encode(input.key(), StandardCharsets.UTF_8).replace("+", "%20");
        return scheme + host + '/' + (virtual ? "" : bucket + '/') + key;
    }
}
