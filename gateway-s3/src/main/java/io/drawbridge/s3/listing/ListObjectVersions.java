// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.Owners;
import io.drawbridge.s3.model.ListObjectVersionsRequest;
import io.drawbridge.s3.model.ListObjectVersionsResponse;
import io.drawbridge.s3.model.S3Error;
import java.util.List;

/**
 * Lists the versions of objects. Buckets have no versioning here: each object is the null version of its key.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html">ListObjectVersions</a>
 */
final class ListObjectVersions implements ApiAction<ListObjectVersionsRequest, ListObjectVersionsResponse> {
    /** The id of the version that was written without versioning. */
    static final String NULL_VERSION = "null";

    private final BucketAccess access;
    private final KeyValueStore store;

    ListObjectVersions(BucketAccess access, KeyValueStore store) {
        this.access = access;
        this.store = store;
    }

    @Override
    public Operation<ListObjectVersionsRequest, ListObjectVersionsResponse> operation() {
        return ListObjectVersionsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListObjectVersionsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(request(input).check("s3:ListBucketVersions", bucket, access, context));
    }

    @Override
    public ListObjectVersionsResponse handle(ListObjectVersionsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        ListingRequest listingRequest = request(input);
        String keyMarker = input.keyMarker() == null ? "" : input.keyMarker();
        String versionMarker = input.versionIdMarker() == null ? "" : input.versionIdMarker();
        checkMarkers(keyMarker, versionMarker);
        TextEncoding encoding = listingRequest.encoding();
        ListingPage page = listingRequest.read(
                store,
                bucket,
                ListingPosition.afterMarker(keyMarker, listingRequest.prefix(), listingRequest.delimiter()));
        ListingPage.Entry last = page.truncated() ? page.last() : null;
        return ListObjectVersionsResponse.builder()
                .name(bucket.name())
                .prefix(encoding.encode(listingRequest.prefix()))
                .keyMarker(encoding.encode(keyMarker))
                .versionIdMarker(versionMarker)
                .nextKeyMarker(last == null ? null : encoding.encode(last.text()))
                .nextVersionIdMarker(last instanceof ListingPage.Item ? NULL_VERSION : null)
                .delimiter(encoding.encode(listingRequest.delimiter()))
                .maxKeys(listingRequest.pageSize())
                .encodingType(encoding.parameter())
                .isTruncated(page.truncated())
                .versions(ListingEntries.versions(page, encoding, Owners.of(bucket.owner())))
                .commonPrefixes(ListingEntries.prefixes(page, encoding))
                .build();
    }

    private static void checkMarkers(String keyMarker, String versionMarker) {
        if (versionMarker.isEmpty() || (versionMarker.equals(NULL_VERSION) && !keyMarker.isEmpty())) {
            return;
        }
        throw new AwsException(
                        S3Error.INVALID_ARGUMENT,
                        keyMarker.isEmpty()
                                ? "A version-id marker cannot be specified without a key marker."
                                : "Invalid version id specified")
                .with("ArgumentName", "version-id-marker")
                .with("ArgumentValue", versionMarker);
    }

    private static ListingRequest request(ListObjectVersionsRequest input) {
        return ListingRequest.of(input.prefix(), input.delimiter(), input.maxKeys(), input.encodingType());
    }
}
