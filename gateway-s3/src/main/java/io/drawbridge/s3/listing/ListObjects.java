// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.Owners;
import io.drawbridge.s3.model.ListObjectsRequest;
import io.drawbridge.s3.model.ListObjectsResponse;
import java.util.List;

/**
 * Lists objects with the first version of the API: the client continues after the last key, or after NextMarker.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html">ListObjects</a>
 */
final class ListObjects implements ApiAction<ListObjectsRequest, ListObjectsResponse> {
    private final BucketAccess access;
    private final KeyValueStore store;

    ListObjects(BucketAccess access, KeyValueStore store) {
        this.access = access;
        this.store = store;
    }

    @Override
    public Operation<ListObjectsRequest, ListObjectsResponse> operation() {
        return ListObjectsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListObjectsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        ListingRequest listingRequest = request(input);
        return List.of(listingRequest.check("s3:ListBucket", bucket, access, context));
    }

    @Override
    public ListObjectsResponse handle(ListObjectsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        ListingRequest listingRequest = request(input);
        TextEncoding encoding = listingRequest.encoding();
        ListingPosition position =
                ListingPosition.afterMarker(input.marker(), listingRequest.prefix(), listingRequest.delimiter());
        ListingPage page = listingRequest.read(store, bucket, position);
        ListingPage.Entry last = page.last();
        // AWS: without a delimiter there is no NextMarker; the client continues after the last key.
        String next = page.truncated() && last != null && listingRequest.delimiter() != null ? last.text() : null;
        return ListObjectsResponse.builder()
                .name(bucket.name())
                .prefix(encoding.encode(listingRequest.prefix()))
                .marker(encoding.encode(input.marker() == null ? "" : input.marker()))
                .nextMarker(encoding.encode(next))
                .delimiter(encoding.encode(listingRequest.delimiter()))
                .maxKeys(listingRequest.pageSize())
                .encodingType(encoding.parameter())
                .isTruncated(page.truncated())
                .contents(ListingEntries.objects(page, encoding, Owners.of(bucket.owner())))
                .commonPrefixes(ListingEntries.prefixes(page, encoding))
                .build();
    }

    private static ListingRequest request(ListObjectsRequest input) {
        return ListingRequest.of(input.prefix(), input.delimiter(), input.maxKeys(), input.encodingType());
    }
}
