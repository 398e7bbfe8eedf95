// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

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
import io.drawbridge.s3.model.GetObjectAttributesParts;
import io.drawbridge.s3.model.GetObjectAttributesRequest;
import io.drawbridge.s3.model.GetObjectAttributesResponse;
import io.drawbridge.s3.model.ObjectPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Returns the selected attributes of an object, including those of its parts.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html">GetObjectAttributes</a>
 */
final class GetObjectAttributes implements ApiAction<GetObjectAttributesRequest, GetObjectAttributesResponse> {
    private static final String HEADER = "x-amz-object-attributes";
    private static final Set<String> KNOWN = Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");

    private final ObjectAccess access;
    private final KeyValueStore store;

    GetObjectAttributes(ObjectAccess access, KeyValueStore store) {
        this.access = access;
        this.store = store;
    }

    @Override
    public Operation<GetObjectAttributesRequest, GetObjectAttributesResponse> operation() {
        return GetObjectAttributesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetObjectAttributesRequest input, RequestContext context) {
        Bucket bucket = access.bucket(input.bucket(), context);
        String read = VersionIds.action("s3:GetObject", "s3:GetObjectVersion", input.versionId());
        String attributes =
                VersionIds.action("s3:GetObjectAttributes", "s3:GetObjectVersionAttributes", input.versionId());
        return List.of(
                access.checkExisting(read, bucket, input.key(), VersionSelector.of(input.versionId()), context),
                access.checkExisting(attributes, bucket, input.key(), VersionSelector.of(input.versionId()), context));
    }

    @Override
    public GetObjectAttributesResponse handle(GetObjectAttributesRequest input, RequestContext context) {
        WriteHeaders.refuseOtherKeys(context.request().headers());
        List<String> requestedAttributes = input.objectAttributes();
        for (String name : requestedAttributes) {
            if (!KNOWN.contains(name)) {
                throw ObjectErrors.invalidArgument("Invalid attribute name specified.", HEADER, name);
            }
        }
        Bucket bucket = access.bucket(input.bucket(), context);
        VersionIds.requireKnown(bucket, input.versionId());
        VersionSelector selector = VersionSelector.of(input.versionId());
        for (int attempt = 1; attempt <= S3Limits.READ_ATTEMPTS_MAX; attempt++) {
            StoredObject object = access.find(bucket, input.key(), selector, context)
                    .orElseThrow(() -> access.missing(bucket, input.key(), selector, context));
            List<ManifestPart> parts = List.of();
            if (requestedAttributes.contains("ObjectParts") && object.body() instanceof StoredBody.Manifest manifest) {
                parts = ManifestTable.find(store, manifest);
                if (parts.isEmpty()) {
                    access.decideAgain(bucket, input.key(), selector, context, () -> accessChecks(input, context));
                    continue;
                }
            }
            return response(object, parts, input).toBuilder()
                    .versionId(VersionIds.shown(bucket, object))
                    .build();
        }
        throw new IllegalStateException(
                "the manifest of an object is gone (expected: found within " + S3Limits.READ_ATTEMPTS_MAX + " tries)");
    }

    private static GetObjectAttributesResponse response(
            StoredObject object, List<ManifestPart> parts, GetObjectAttributesRequest input) {
        List<String> requestedAttributes = input.objectAttributes();
        GetObjectAttributesResponse.Builder response =
                GetObjectAttributesResponse.builder().lastModified(object.lastModified());
        if (requestedAttributes.contains("ETag")) {
            response.eTag(object.etag());
        }
        if (requestedAttributes.contains("Checksum")) {
            response.checksum(checksum(bare(object.checksum())));
        }
        if (requestedAttributes.contains("ObjectParts")) {
            response.objectParts(parts(object, parts, input));
        }
        if (requestedAttributes.contains("StorageClass")) {
            String storageClass = object.headers().storageClass();
            response.storageClass(storageClass == null ? "STANDARD" : storageClass);
        }
        if (requestedAttributes.contains("ObjectSize")) {
            response.objectSize(object.size());
        }
        return response.build();
    }

    /** AWS: here the value of a composite checksum lacks the number of parts. */
    private static @Nullable Checksum bare(@Nullable Checksum checksum) {
        if (checksum == null || !checksum.composite()) {
            return checksum;
        }
        int dash = checksum.value().indexOf('-');
        return dash < 0
                ? checksum
                : new Checksum(checksum.algorithm(), checksum.value().substring(0, dash), true);
    }

    private static io.drawbridge.s3.model.@Nullable Checksum checksum(@Nullable Checksum checksum) {
        return checksum == null
                ? null
                : ChecksumMembers.with(
                        io.drawbridge.s3.model.Checksum.builder().build(),
                        io.drawbridge.s3.model.Checksum.SHAPE,
                        checksum);
    }

    private static @Nullable GetObjectAttributesParts parts(
            StoredObject object, List<ManifestPart> parts, GetObjectAttributesRequest input) {
        if (!(object.body() instanceof StoredBody.Manifest)) {
            return null;
        }
        GetObjectAttributesParts.Builder objectParts =
                GetObjectAttributesParts.builder().totalPartsCount(parts.size());
        Checksum whole = object.checksum();
        if (whole == null || !whole.composite()) {
            // AWS: the parts are listed only when they have checksums.
            return objectParts.build();
        }
        int max = maxParts(input.maxParts());
        int marker = input.partNumberMarker() == null ? 0 : Math.max(input.partNumberMarker(), 0);
        List<ObjectPart> page = new ArrayList<>();
        boolean truncated = false;
        int last = marker;
        int number = 0;
        for (ManifestPart part : parts) {
            number++;
            if (number <= marker) {
                continue;
            }
            if (page.size() == max) {
                truncated = true;
                break;
            }
            page.add(part(number, part, whole.algorithm()));
            last = number;
        }
        return objectParts
                .parts(page)
                .maxParts(max)
                .partNumberMarker(marker)
                .nextPartNumberMarker(last)
                .isTruncated(truncated)
                .build();
    }

    /** AWS: a text that is no number is ignored. */
    private static int maxParts(@Nullable String text) {
        boolean number = text != null
                && !text.isEmpty()
                && text.length() <= 9
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Math.min(Integer.parseInt(text), S3Limits.PAGE_MAX) : S3Limits.PAGE_MAX;
    }

    private static ObjectPart part(int number, ManifestPart part, ChecksumAlgorithm algorithm) {
        String text = part.checksum();
        Checksum checksum = text == null ? null : new Checksum(algorithm, text, false);
        ObjectPart entry =
                ObjectPart.builder().partNumber(number).size(part.size()).build();
        return ChecksumMembers.with(entry, ObjectPart.SHAPE, checksum);
    }
}
