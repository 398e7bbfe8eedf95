// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.policy;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.s3.bucket.Anonymous;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.S3Error;
import java.util.List;

/**
 * The access rule of bucket policies: only principals of the owner's account may read or change them, and no policy can
 * deny this to the account's root.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html">PutBucketPolicy</a>
 */
final class OwnerOnly {
    private OwnerOnly() {}

    /** Returns the checks that come before any operation on the bucket's policy. */
    static List<AccessCheck> checks(BucketAccess access, String action, String bucketName, RequestContext context) {
        Bucket bucket = access.find(bucketName, context);
        Anonymous.refuse(context);
        boolean root = context.principal() instanceof Principal.AccountRoot caller
                && caller.account().equals(bucket.owner());
        return root ? List.of() : List.of(access.check(action, bucket, context));
    }

    /**
     * Returns the bucket, for a caller that passed the checks.
     *
     * @param method of the request, for the error
     * @throws AwsException MethodNotAllowed for a principal of another account
     */
    static Bucket require(BucketAccess access, String method, String bucketName, RequestContext context) {
        Bucket bucket = access.find(bucketName, context);
        if (!context.account().equals(bucket.owner())) {
            throw new AwsException(
                            S3Error.METHOD_NOT_ALLOWED, "The specified method is not allowed against this resource.")
                    .with("Method", method)
                    .with("ResourceType", "POLICY");
        }
        return bucket;
    }
}
