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
 * Lists objects, the old way: the client goes on behind the last key, or behind NextMarker.
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
        ListingRequest asked = request(input);
        return List.of(asked.check("s3:ListBucket", bucket, access, context));
    }

    @Override
    public ListObjectsResponse handle(ListObjectsRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        ListingRequest asked = request(input);
        TextEncoding encoding = asked.encoding();
        ListingPosition position = ListingPosition.behindMarker(input.marker(), asked.prefix(), asked.delimiter());
        ListingPage page = asked.read(store, bucket, position);
        ListingPage.Entry last = page.last();
        // AWS: without a delimiter the client takes the last key.
        String next = page.truncated() && last != null && asked.delimiter() != null ? last.text() : null;
        return ListObjectsResponse.builder()
                .name(bucket.name())
                .prefix(encoding.encode(asked.prefix()))
                .marker(encoding.encode(input.marker() == null ? "" : input.marker()))
                .nextMarker(encoding.encode(next))
                .delimiter(encoding.encode(asked.delimiter()))
                .maxKeys(asked.pageSize())
                .encodingType(encoding.shown())
                .isTruncated(page.truncated())
                .contents(ListingEntries.objects(page, encoding, Owners.of(bucket.owner())))
                .commonPrefixes(ListingEntries.prefixes(page, encoding))
                .build();
    }

    private static ListingRequest request(ListObjectsRequest input) {
        return ListingRequest.of(input.prefix(), input.delimiter(), input.maxKeys(), input.encodingType());
    }
}
