// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.Execution;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.checksum.ChecksumMembers;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.GetObjectRequest;
import io.drawbridge.s3.model.GetObjectResponse;
import java.io.IOException;
import java.util.List;

/**
 * Returns an object.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</a>
 */
final class GetObject implements ApiAction<GetObjectRequest, GetObjectResponse> {
    private final ObjectAccess access;
    private final ObjectReader reader;
    private final KeyValueStore store;

    GetObject(ObjectAccess access, ObjectReader reader, KeyValueStore store) {
        this.access = access;
        this.reader = reader;
        this.store = store;
    }

    @Override
    public Operation<GetObjectRequest, GetObjectResponse> operation() {
        return GetObjectRequest.OPERATION;
    }

    @Override
    public Execution execution() {
        return Execution.BOUNDED_READ;
    }

    @Override
    public List<AccessCheck> accessChecks(GetObjectRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        String action = VersionIds.action("s3:GetObject", "s3:GetObjectVersion", input.versionId());
        return List.of(
                access.checkExisting(action, bucket, input.key(), VersionSelector.of(input.versionId()), context));
    }

    @Override
    public GetObjectResponse handle(GetObjectRequest input, RequestContext context) {
        ResponseOverrides overrides = ResponseOverrides.of(input);
        if (overrides.any() && !(context.caller().principal() instanceof Principal.InAccount)) {
            throw ObjectErrors.invalidRequest(
                    "Request specific response headers cannot be used for anonymous GET requests.");
        }
        WriteHeaders.checkKey(input.key());
        WriteHeaders.refuseOtherKeys(context.request().headers());
        Bucket bucket = access.bucket(input.bucket(), context);
        VersionIds.requireKnown(bucket, input.versionId());
        VersionSelector selector = VersionSelector.of(input.versionId());
        ReadConditions conditions = new ReadConditions(
                input.ifMatch(), input.ifNoneMatch(), input.ifModifiedSince(), input.ifUnmodifiedSince());
        SelectedBytes.Query query = new SelectedBytes.Query(input.range(), input.partNumber());
        try {
            for (int attempt = 1; attempt <= S3Limits.READ_ATTEMPTS_MAX; attempt++) {
                if (attempt > 1) {
                    access.decideAgain(bucket, input.key(), selector, context, () -> accessChecks(input, context));
                }
                StoredObject object = access.find(bucket, input.key(), selector, context)
                        .orElseThrow(() -> access.missing(bucket, input.key(), selector, context));
                conditions.require(object, context.now());
                SelectedBytes found = SelectedBytes.choose(store, object, query);
                if (found == null) {
                    continue;
                }
                object.requireAtHand();
                GetObjectResponse.Builder response =
                        response(found, overrides).versionId(VersionIds.shown(bucket, object));
                if (SelectedBytes.tellsTagCount(access, bucket, input.key(), selector, object, context)) {
                    response.tagCount(object.tags().size());
                }
                GetObjectResponse head = ChecksumMembers.with(
                        response.build(), GetObjectResponse.SHAPE, found.shownChecksum(input.checksumMode()));
                // INVARIANT: opened last, because the body would stay open when a later line throws.
                ResponseBody body = reader.open(bucket, input.key(), object, found.bytes());
                if (body != null) {
                    return head.toBuilder().body(body).build();
                }
            }
        } catch (IOException e) {
            throw new StoreUnavailableException("the bytes of an object cannot be read: " + e.getMessage(), e);
        }
        throw new IllegalStateException(
                "the bytes of an object are gone (expected: found within " + S3Limits.READ_ATTEMPTS_MAX + " tries)");
    }

    private static GetObjectResponse.Builder response(SelectedBytes found, ResponseOverrides overrides) {
        StoredObject object = found.object();
        ObjectHeaders headers = overrides.over(object.headers());
        GetObjectResponse.Builder response = GetObjectResponse.builder()
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
        return response;
    }
}
