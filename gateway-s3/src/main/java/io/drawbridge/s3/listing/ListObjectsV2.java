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
import io.drawbridge.s3.model.ListObjectsV2Request;
import io.drawbridge.s3.model.ListObjectsV2Response;
import java.util.List;

/**
 * Lists objects.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</a>
 */
final class ListObjectsV2 implements ApiAction<ListObjectsV2Request, ListObjectsV2Response> {
    private final BucketAccess access;
    private final KeyValueStore store;

    ListObjectsV2(BucketAccess access, KeyValueStore store) {
        this.access = access;
        this.store = store;
    }

    @Override
    public Operation<ListObjectsV2Request, ListObjectsV2Response> operation() {
        return ListObjectsV2Request.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListObjectsV2Request input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(request(input).check("s3:ListBucket", bucket, access, context));
    }

    @Override
    public ListObjectsV2Response handle(ListObjectsV2Request input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        ListingRequest listingRequest = request(input);
        TextEncoding encoding = listingRequest.encoding();
        ListingPage page = listingRequest.read(store, bucket, position(input, bucket));
        ListingPage.Entry last = page.last();
        boolean owner = Boolean.TRUE.equals(input.fetchOwner());
        return ListObjectsV2Response.builder()
                .name(bucket.name())
                .prefix(encoding.encode(listingRequest.prefix()))
                .startAfter(input.continuationToken() == null ? encoding.encode(input.startAfter()) : null)
                .continuationToken(input.continuationToken())
                .nextContinuationToken(
                        page.truncated() && last != null
                                ? ListingPosition.after(last).token(bucket)
                                : null)
                .keyCount(page.entries().size())
                .delimiter(encoding.encode(listingRequest.delimiter()))
                .maxKeys(listingRequest.pageSize())
                .encodingType(encoding.parameter())
                .isTruncated(page.truncated())
                .contents(ListingEntries.objects(page, encoding, owner ? Owners.of(bucket.owner()) : null))
                .commonPrefixes(ListingEntries.prefixes(page, encoding))
                .build();
    }

    /**
     * Returns where the page begins; a continuation token takes precedence over start-after.
     *
     * @throws AwsException InvalidArgument for a token that this server did not make
     */
    private static ListingPosition position(ListObjectsV2Request input, Bucket bucket) {
        String token = input.continuationToken();
        return token == null ? ListingPosition.behindKey(input.startAfter()) : ListingPosition.ofToken(token, bucket);
    }

    private static ListingRequest request(ListObjectsV2Request input) {
        return ListingRequest.of(input.prefix(), input.delimiter(), input.maxKeys(), input.encodingType());
    }
}
