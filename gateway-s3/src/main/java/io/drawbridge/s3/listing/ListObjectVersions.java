// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.Owners;
import io.drawbridge.s3.model.CommonPrefix;
import io.drawbridge.s3.model.ListObjectVersionsRequest;
import io.drawbridge.s3.model.ListObjectVersionsResponse;
import io.drawbridge.s3.model.S3Error;
import io.drawbridge.s3.object.ObjectVersion;
import io.drawbridge.s3.object.ObjectVersions;
import io.drawbridge.s3.object.VersionIds;
import io.drawbridge.s3.object.VersionSelector;
import java.util.List;

/**
 * Lists the versions of objects, and their delete markers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html">ListObjectVersions</a>
 */
final class ListObjectVersions implements ApiAction<ListObjectVersionsRequest, ListObjectVersionsResponse> {
    private static final String INVALID_ID = "Invalid version id specified";

    private final BucketAccess access;
    private final KeyValueStore store;
    private final ObjectVersions versions;

    ListObjectVersions(BucketAccess access, KeyValueStore store, ObjectVersions versions) {
        this.access = access;
        this.store = store;
        this.versions = versions;
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
        VersionsPage page = store.read(transaction -> VersionsPage.read(
                transaction,
                bucket,
                listingRequest.prefix(),
                listingRequest.delimiter(),
                position(transaction, bucket, keyMarker, versionMarker, listingRequest),
                listingRequest.pageSize()));
        VersionsPage.Entry last = page.truncated() ? page.last() : null;
        return ListObjectVersionsResponse.builder()
                .name(bucket.name())
                .prefix(encoding.encode(listingRequest.prefix()))
                .keyMarker(encoding.encode(keyMarker))
                .versionIdMarker(versionMarker)
                .nextKeyMarker(last == null ? null : encoding.encode(last.text()))
                .nextVersionIdMarker(last instanceof VersionsPage.Item item ? VersionIds.text(item.version()) : null)
                .delimiter(encoding.encode(listingRequest.delimiter()))
                .maxKeys(listingRequest.pageSize())
                .encodingType(encoding.parameter())
                .isTruncated(page.truncated())
                .versions(ListingEntries.versions(page, encoding, Owners.of(bucket.owner())))
                .deleteMarkers(ListingEntries.deleteMarkers(page, encoding, Owners.of(bucket.owner())))
                .commonPrefixes(page.prefixes().stream()
                        .map(prefix -> CommonPrefix.builder()
                                .prefix(encoding.encode(prefix))
                                .build())
                        .toList())
                .build();
    }

    /** Returns where the page begins. A version that was removed since the page before is a position all the same. */
    private VersionsPage.Position position(
            ReadTransaction transaction,
            Bucket bucket,
            String keyMarker,
            String versionMarker,
            ListingRequest listingRequest) {
        ListingPosition behindKey =
                ListingPosition.afterMarker(keyMarker, listingRequest.prefix(), listingRequest.delimiter());
        switch (behindKey.kind()) {
            case START -> {
                return VersionsPage.Position.START;
            }
            case BEHIND_PREFIX -> {
                return new VersionsPage.Position(VersionsPage.Position.Kind.PREFIX, behindKey.text(), 0, false);
            }
            case BEHIND_KEY -> {
                if (versionMarker.isEmpty() || !bucket.versioned()) {
                    return new VersionsPage.Position(VersionsPage.Position.Kind.KEY, behindKey.text(), 0, false);
                }
            }
        }
        long sequence = sequence(transaction, bucket, keyMarker, versionMarker);
        boolean newerGone = versions.find(transaction, bucket, keyMarker, VersionSelector.current())
                .filter(newest -> newest.sequence() < sequence)
                .isPresent();
        return new VersionsPage.Position(VersionsPage.Position.Kind.VERSION, keyMarker, sequence, newerGone);
    }

    private long sequence(ReadTransaction transaction, Bucket bucket, String key, String versionMarker) {
        if (versionMarker.equals(VersionIds.NULL_VERSION)) {
            // When the null version is gone, all that is left of the key is listed: none of it may be missed.
            return versions.find(transaction, bucket, key, VersionSelector.nullVersion())
                    .map(ObjectVersion::sequence)
                    .orElse(Long.MAX_VALUE);
        }
        return VersionIds.sequence(versionMarker).orElseThrow(() -> invalid(INVALID_ID, versionMarker));
    }

    private static void checkMarkers(String keyMarker, String versionMarker) {
        if (keyMarker.isEmpty() && !versionMarker.isEmpty()) {
            throw invalid("A version-id marker cannot be specified without a key marker.", versionMarker);
        }
        boolean known = versionMarker.isEmpty()
                || versionMarker.equals(VersionIds.NULL_VERSION)
                || VersionIds.sequence(versionMarker).isPresent();
        if (!known) {
            throw invalid(INVALID_ID, versionMarker);
        }
    }

    private static AwsException invalid(String text, String versionMarker) {
        return new AwsException(S3Error.INVALID_ARGUMENT, text)
                .with("ArgumentName", "version-id-marker")
                .with("ArgumentValue", versionMarker);
    }

    private static ListingRequest request(ListObjectVersionsRequest input) {
        return ListingRequest.of(input.prefix(), input.delimiter(), input.maxKeys(), input.encodingType());
    }
}
