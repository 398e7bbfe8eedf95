// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.checksum.ChecksumMembers;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.HeadObjectRequest;
import io.drawbridge.s3.model.HeadObjectResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Returns the metadata of an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html">HeadObject</a>
 */
final class HeadObject implements ApiAction<HeadObjectRequest, HeadObjectResponse> {
    private final ObjectAccess access;
    private final KeyValueStore store;

    HeadObject(ObjectAccess access, KeyValueStore store) {
        this.access = access;
        this.store = store;
    }

    @Override
    public Operation<HeadObjectRequest, HeadObjectResponse> operation() {
        return HeadObjectRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    @Override
    public List<AccessCheck> accessChecks(HeadObjectRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        String action = VersionIds.action("s3:GetObject", "s3:GetObjectVersion", input.versionId());
        return List.of(
                access.checkExisting(action, bucket, input.key(), VersionSelector.of(input.versionId()), context));
    }

    @Override
    public HeadObjectResponse handle(HeadObjectRequest input, RequestContext context) {
        ResponseOverrides overrides = ResponseOverrides.of(input);
        WriteHeaders.checkKey(input.key());
        WriteHeaders.refuseOtherKeys(context.request().headers());
        Bucket bucket = access.bucket(input.bucket(), context);
        VersionIds.requireKnown(bucket, input.versionId());
        VersionSelector selector = VersionSelector.of(input.versionId());
        ReadConditions conditions = new ReadConditions(
                input.ifMatch(), input.ifNoneMatch(), input.ifModifiedSince(), input.ifUnmodifiedSince());
        SelectedBytes.Query query = new SelectedBytes.Query(input.range(), input.partNumber());
        for (int attempt = 1; attempt <= S3Limits.READ_ATTEMPTS_MAX; attempt++) {
            StoredObject object = access.find(bucket, input.key(), selector, context)
                    .orElseThrow(() -> access.missing(bucket, input.key(), selector, context));
            conditions.require(object, context.now());
            SelectedBytes found = SelectedBytes.choose(store, object, query);
            if (found != null) {
                boolean tagCount = SelectedBytes.tellsTagCount(access, bucket, input.key(), selector, object, context);
                return response(found, overrides, input.checksumMode(), tagCount).toBuilder()
                        .versionId(VersionIds.shown(bucket, object))
                        .build();
            }
            access.decideAgain(bucket, input.key(), selector, context, () -> accessChecks(input, context));
        }
        throw new IllegalStateException(
                "the manifest of an object is gone (expected: found within " + S3Limits.READ_ATTEMPTS_MAX + " tries)");
    }

    private static HeadObjectResponse response(
            SelectedBytes found, ResponseOverrides overrides, @Nullable String checksumMode, boolean tagCount) {
        StoredObject object = found.object();
        ObjectHeaders headers = overrides.over(object.headers());
        HeadObjectResponse.Builder response = HeadObjectResponse.builder()
                .acceptRanges("bytes")
                .lastModified(object.lastModified())
                .contentLength(found.bytes().length())
                .eTag(EntityTags.quoted(object.etag()))
                .contentRange(found.contentRange())
                .contentType(headers.contentTypeShown())
                .cacheControl(headers.cacheControl())
                .contentDisposition(headers.contentDisposition())
                .contentEncoding(headers.contentEncoding())
                .contentLanguage(headers.contentLanguage())
                .expires(headers.expires())
                .websiteRedirectLocation(headers.websiteRedirectLocation())
                .storageClass(headers.storageClass())
                .serverSideEncryption("AES256")
                .partsCount(found.partsCount())
                .metadata(MetadataText.encoded(headers.metadata()));
        if (tagCount) {
            response.tagCount(object.tags().size());
        }
        return ChecksumMembers.with(response.build(), HeadObjectResponse.SHAPE, found.shownChecksum(checksumMode));
    }
}
