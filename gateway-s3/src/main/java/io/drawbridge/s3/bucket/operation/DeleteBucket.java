// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.operation;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.model.DeleteBucketRequest;
import io.drawbridge.s3.model.DeleteBucketResponse;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;

/**
 * Deletes an empty bucket with all of its configuration.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html">DeleteBucket</a>
 */
final class DeleteBucket implements ApiAction<DeleteBucketRequest, DeleteBucketResponse> {
    private final BucketAccess access;
    private final BucketTable buckets;
    private final KeyValueStore store;

    DeleteBucket(BucketAccess access, BucketTable buckets, KeyValueStore store) {
        this.access = access;
        this.buckets = buckets;
        this.store = store;
    }

    @Override
    public Operation<DeleteBucketRequest, DeleteBucketResponse> operation() {
        return DeleteBucketRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteBucketRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:DeleteBucket", bucket, context));
    }

    @Override
    public DeleteBucketResponse handle(DeleteBucketRequest input, RequestContext context) {
        Bucket requestBucket = access.find(input.bucket(), context);
        store.update(transaction -> {
            Bucket bucket = buckets.require(transaction, requestBucket);
            if (!buckets.empty(transaction, bucket)) {
                throw new AwsException(
                        S3Error.BUCKET_NOT_EMPTY,
                        "The bucket you tried to delete is not empty",
                        Map.of("BucketName", bucket.name()));
            }
            buckets.delete(transaction, bucket);
        });
        return DeleteBucketResponse.builder().build();
    }
}
