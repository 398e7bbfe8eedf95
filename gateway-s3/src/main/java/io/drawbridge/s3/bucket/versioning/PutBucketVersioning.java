// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.versioning;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.NotServed;
import io.drawbridge.s3.model.PutBucketVersioningRequest;
import io.drawbridge.s3.model.PutBucketVersioningResponse;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;

/**
 * Would turn versioning on or off, which this server has not.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html">PutBucketVersioning</a>
 */
final class PutBucketVersioning implements ApiAction<PutBucketVersioningRequest, PutBucketVersioningResponse> {
    private final BucketAccess access;

    PutBucketVersioning(BucketAccess access) {
        this.access = access;
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
        if (input.versioningConfiguration().status() == null) {
            throw new AwsException(
                    S3Error.ILLEGAL_VERSIONING_CONFIGURATION_EXCEPTION,
                    "The Versioning element must be specified",
                    Map.of("BucketName", bucket.name()));
        }
        throw NotServed.error();
    }
}
