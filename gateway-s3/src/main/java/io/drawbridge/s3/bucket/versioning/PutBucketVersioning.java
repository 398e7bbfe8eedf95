// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.versioning;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.BucketTable;
import io.drawbridge.s3.bucket.BucketVersioning;
import io.drawbridge.s3.bucket.NotServed;
import io.drawbridge.s3.model.PutBucketVersioningRequest;
import io.drawbridge.s3.model.PutBucketVersioningResponse;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;

/**
 * Enables or suspends versioning. MFA delete is not served.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html">PutBucketVersioning</a>
 */
final class PutBucketVersioning implements ApiAction<PutBucketVersioningRequest, PutBucketVersioningResponse> {
    private final BucketAccess access;
    private final BucketTable buckets;
    private final KeyValueStore store;

    PutBucketVersioning(BucketAccess access, BucketTable buckets, KeyValueStore store) {
        this.access = access;
        this.buckets = buckets;
        this.store = store;
    }

    @Override
    public Operation<PutBucketVersioningRequest, PutBucketVersioningResponse> operation() {
        return PutBucketVersioningRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutBucketVersioningRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:PutBucketVersioning", bucket, context));
    }

    @Override
    public PutBucketVersioningResponse handle(PutBucketVersioningRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        String status = input.versioningConfiguration().status();
        if (status == null) {
            throw new AwsException(
                    S3Error.ILLEGAL_VERSIONING_CONFIGURATION_EXCEPTION,
                    "The Versioning element must be specified",
                    Map.of("BucketName", bucket.name()));
        }
        if ("Enabled".equals(input.versioningConfiguration().mfaDelete())) {
            throw NotServed.error();
        }
        BucketVersioning versioning = BucketVersioning.ofStatus(status);
        store.update(transaction -> {
            Bucket current = buckets.require(transaction, bucket);
            if (current.versioning() != versioning) {
                buckets.putVersioning(transaction, current, versioning);
            }
        });
        return PutBucketVersioningResponse.builder().build();
    }
}
