// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.operation;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.MessageStyle;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Anonymous;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.bucket.Owners;
import io.drawbridge.s3.bucket.S3Values;
import io.drawbridge.s3.bucket.location.Locations;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.ListBucketsRequest;
import io.drawbridge.s3.model.ListBucketsResponse;
import io.drawbridge.s3.model.S3Error;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists the buckets of the caller's account in the order of their names.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html">ListBuckets</a>
 */
final class ListBuckets implements ApiAction<ListBucketsRequest, ListBucketsResponse> {
    private final BucketTable buckets;
    private final KeyValueStore store;

    ListBuckets(BucketTable buckets, KeyValueStore store) {
        this.buckets = buckets;
        this.store = store;
    }

    @Override
    public Operation<ListBucketsRequest, ListBucketsResponse> operation() {
        return ListBucketsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListBucketsRequest input, RequestContext context) {
        Anonymous.refuse(context);
        return List.of(AccessCheck.withoutResource("s3:ListAllMyBuckets")
                .with(new S3Values("s3:ListAllMyBuckets", context))
                .in(MessageStyle.S3));
    }

    @Override
    public ListBucketsResponse handle(ListBucketsRequest input, RequestContext context) {
        int max = max(input.maxBuckets());
        String after = position(input.continuationToken());
        if (input.bucketRegion() != null && !Locations.isRegion(input.bucketRegion())) {
            throw new AwsException(
                            S3Error.INVALID_ARGUMENT,
                            "Argument value " + input.bucketRegion() + " is not a valid AWS Region")
                    .with("ArgumentName", "bucket-region");
        }
        String prefix = input.prefix() == null ? "" : input.prefix();
        // AWS: the region is shown only when the request has a parameter.
        boolean regions = input.maxBuckets() != null
                || input.continuationToken() != null
                || input.prefix() != null
                || input.bucketRegion() != null;
        List<Bucket> matches = find(context, prefix, after, input.bucketRegion(), max + 1);
        boolean truncated = matches.size() > max;
        List<Bucket> page = truncated ? matches.subList(0, max) : matches;
        return ListBucketsResponse.builder()
                .buckets(page.stream().map(bucket -> element(bucket, regions)).toList())
                .owner(Owners.of(context.account()))
                .prefix(input.prefix())
                .continuationToken(truncated ? token(page.get(page.size() - 1).name()) : null)
                .build();
    }

    private List<Bucket> find(RequestContext context, String prefix, String after, @Nullable String region, int count) {
        return store.read(transaction -> {
            List<Bucket> matches = new ArrayList<>();
            buckets.walk(transaction, context.account(), prefix, after, bucket -> {
                if (region == null || region.equals(bucket.region())) {
                    matches.add(bucket);
                }
                return matches.size() < count;
            });
            return matches;
        });
    }

    private static io.drawbridge.s3.model.Bucket element(Bucket bucket, boolean region) {
        return io.drawbridge.s3.model.Bucket.builder()
                .name(bucket.name())
                // AWS: whole seconds.
                .creationDate(bucket.createdAt().truncatedTo(ChronoUnit.SECONDS))
                .bucketRegion(region ? bucket.region() : null)
                .bucketArn(region ? Arn.bucket(bucket.name()).toString() : null)
                .build();
    }

    private static int max(@Nullable Integer maxBuckets) {
        if (maxBuckets == null) {
            return S3Limits.BUCKETS_PAGE_MAX;
        }
        if (maxBuckets < 1 || maxBuckets > S3Limits.BUCKETS_PAGE_MAX) {
            throw new AwsException(
                            S3Error.INVALID_ARGUMENT,
                            "Argument max-buckets must be an integer between 1 and " + S3Limits.BUCKETS_PAGE_MAX)
                    .with("ArgumentName", "max-buckets")
                    .with("ArgumentValue", maxBuckets.toString());
        }
        return maxBuckets;
    }

    /** Returns the token of a position among the names. It is not secret: a caller may begin at any name. */
    private static String token(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.US_ASCII));
    }

    private static String position(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return "";
        }
        try {
            String name = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (BucketNames.valid(name)) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // The token is not one of this server.
        }
        throw new AwsException(
                S3Error.INVALID_ARGUMENT,
                "The continuation token provided is incorrect",
                Map.of("ArgumentName", "continuation-token"));
    }
}
