// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.acl;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.s3.model.CreateBucketRequest;
import io.drawbridge.s3.model.PutBucketAclRequest;
import io.drawbridge.s3.model.S3Error;
import org.jspecify.annotations.Nullable;

/**
 * The access control list that the headers of a request ask for.
 *
 * @param canned as sent; null when absent
 * @param grants whether the request has headers that grant permissions
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html">Ownership</a>
 */
public record AclHeaders(@Nullable String canned, boolean grants) {
    private static final String PRIVATE = "private";

    public static AclHeaders of(CreateBucketRequest input) {
        return new AclHeaders(
                input.acl(),
                input.grantFullControl() != null
                        || input.grantRead() != null
                        || input.grantReadACP() != null
                        || input.grantWrite() != null
                        || input.grantWriteACP() != null);
    }

    static AclHeaders of(PutBucketAclRequest input) {
        return new AclHeaders(
                input.acl(),
                input.grantFullControl() != null
                        || input.grantRead() != null
                        || input.grantReadACP() != null
                        || input.grantWrite() != null
                        || input.grantWriteACP() != null);
    }

    /** Returns whether anyone except the owner gets a permission. */
    public boolean grantsMoreThanPrivate() {
        return grants || (canned != null && !canned.equals(PRIVATE));
    }

    /** @throws AwsException InvalidRequest when both forms are used */
    void refuseBoth() {
        if (canned != null && grants) {
            throw new AwsException(
                    S3Error.INVALID_REQUEST, "Specifying both Canned ACLs and Header Grants is not allowed");
        }
    }

    /**
     * @throws AwsException when the list grants more than a bucket with disabled access control lists allows
     */
    public void refuseOnNewBucket() {
        refuseBoth();
        if (grantsMoreThanPrivate()) {
            throw new AwsException(
                    S3Error.INVALID_BUCKET_ACL_WITH_OBJECT_OWNERSHIP,
                    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        }
    }
}
