// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.acl;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Anonymous;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.model.AccessControlPolicy;
import io.drawbridge.s3.model.Grant;
import io.drawbridge.s3.model.Grantee;
import io.drawbridge.s3.model.PutBucketAclRequest;
import io.drawbridge.s3.model.PutBucketAclResponse;
import io.drawbridge.s3.model.S3Error;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accepts only the access control list that every bucket has, and refuses any other.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html">PutBucketAcl</a>
 */
final class PutBucketAcl implements ApiAction<PutBucketAclRequest, PutBucketAclResponse> {
    private final BucketAccess access;

    PutBucketAcl(BucketAccess access) {
        this.access = access;
    }

    @Override
    public Operation<PutBucketAclRequest, PutBucketAclResponse> operation() {
        return PutBucketAclRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutBucketAclRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        Anonymous.refuse(context);
        return List.of(access.check("s3:PutBucketAcl", bucket, context));
    }

    @Override
    public PutBucketAclResponse handle(PutBucketAclRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        AclHeaders headers = AclHeaders.of(input);
        headers.refuseBoth();
        AccessControlPolicy policy = input.accessControlPolicy();
        if (headers.canned() == null && !headers.grants() && policy == null) {
            throw new AwsException(
                    S3Error.MISSING_SECURITY_HEADER,
                    "Your request was missing a required header",
                    Map.of("MissingHeaderName", "x-amz-acl"));
        }
        if (headers.grantsMoreThanPrivate() || grantsMore(policy, bucket)) {
            throw new AwsException(S3Error.ACCESS_CONTROL_LIST_NOT_SUPPORTED, "The bucket does not allow ACLs");
        }
        return PutBucketAclResponse.builder().build();
    }

    /** Returns whether the list grants anything except the owner's own permission. */
    private static boolean grantsMore(@Nullable AccessControlPolicy policy, Bucket bucket) {
        if (policy == null) {
            return false;
        }
        String owner = UniqueIds.canonicalUserId(bucket.owner());
        for (Grant grant : policy.grants()) {
            Grantee grantee = grant.grantee();
            if (grantee == null || !owner.equals(grantee.id()) || !"FULL_CONTROL".equals(grant.permission())) {
                return true;
            }
        }
        return false;
    }
}
