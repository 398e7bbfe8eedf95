// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.listing;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.limits.S3Limits;
import io.drawbridge.s3.model.S3Error;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that all listings have in common.
 *
 * @param sentPrefix as sent; null when absent
 * @param sentDelimiter as sent; null when absent, and an empty one means none
 * @param maxKeys as sent, or 1,000
 * @param encoding of texts in the response
 */
record ListingRequest(@Nullable String sentPrefix, @Nullable String sentDelimiter, int maxKeys, TextEncoding encoding) {
    /**
     * Reads the parameters.
     *
     * @throws AwsException InvalidArgument
     */
    static ListingRequest of(
            @Nullable String prefix,
            @Nullable String delimiter,
            @Nullable Integer maxKeys,
            @Nullable String encodingType) {
        if (maxKeys != null && maxKeys < 0) {
            throw new AwsException(
                            S3Error.INVALID_ARGUMENT, "Argument maxKeys must be an integer between 0 and 2147483647")
                    .with("ArgumentName", "maxKeys")
                    .with("ArgumentValue", maxKeys.toString());
        }
        return new ListingRequest(
                prefix, delimiter, maxKeys == null ? S3Limits.PAGE_MAX : maxKeys, TextEncoding.of(encodingType));
    }

    String prefix() {
        return sentPrefix == null ? "" : sentPrefix;
    }

    /** Returns the delimiter, or null for none. */
    @Nullable
    String delimiter() {
        return sentDelimiter == null || sentDelimiter.isEmpty() ? null : sentDelimiter;
    }

    /** Returns the highest number of entries on a page. */
    int pageSize() {
        return Math.min(maxKeys, S3Limits.PAGE_MAX);
    }

    /** Returns the check whether the caller may list with these parameters. */
    AccessCheck check(String action, Bucket bucket, BucketAccess access, RequestContext context) {
        return access.listCheck(action, bucket, sentPrefix, sentDelimiter, maxKeys, context);
    }

    /** Reads the page that begins at the position, at one read version. */
    ListingPage read(KeyValueStore store, Bucket bucket, ListingPosition position) {
        return store.read(
                transaction -> ListingPage.read(transaction, bucket, prefix(), delimiter(), position, pageSize()));
    }
}
