// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.bucket.acl;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.identity.UniqueIds;
import io.drawbridge.core.model.Operation;
import io.drawbridge.s3.bucket.Bucket;
import io.drawbridge.s3.bucket.BucketAccess;
import io.drawbridge.s3.bucket.Owners;
import io.drawbridge.s3.model.GetBucketAclRequest;
import io.drawbridge.s3.model.GetBucketAclResponse;
import io.drawbridge.s3.model.Grant;
import io.drawbridge.s3.model.Grantee;
import java.util.List;

/**
 * Returns the access control list of a bucket, which grants full control to the owner.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html">GetBucketAcl</a>
 */
final class GetBucketAcl implements ApiAction<GetBucketAclRequest, GetBucketAclResponse> {
    private final BucketAccess access;

    GetBucketAcl(BucketAccess access) {
        this.access = access;
    }

    @Override
    public Operation<GetBucketAclRequest, GetBucketAclResponse> operation() {
        return GetBucketAclRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetBucketAclRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        return List.of(access.check("s3:GetBucketAcl", bucket, context));
    }

    @Override
    public GetBucketAclResponse handle(GetBucketAclRequest input, RequestContext context) {
        Bucket bucket = access.find(input.bucket(), context);
        Grantee owner = Grantee.builder()
                .type("CanonicalUser")
                .id(UniqueIds.canonicalUserId(bucket.owner()))
                .build();
        return GetBucketAclResponse.builder()
                .owner(Owners.of(bucket.owner()))
                .grants(List.of(Grant.builder()
                        .grantee(owner)
                        .permission("FULL_CONTROL")
                        .build()))
                .build();
    }
}
