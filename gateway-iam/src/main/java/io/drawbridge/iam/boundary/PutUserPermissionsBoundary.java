// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.boundary;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.model.PutUserPermissionsBoundaryRequest;
import io.drawbridge.iam.model.PutUserPermissionsBoundaryResponse;
import io.drawbridge.iam.policy.ManagedPolicies;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Sets the permissions boundary of a user and replaces an earlier one.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html">
 *     PutUserPermissionsBoundary</a>
 */
final class PutUserPermissionsBoundary
        implements ApiAction<PutUserPermissionsBoundaryRequest, PutUserPermissionsBoundaryResponse> {
    private final EntityStore store;
    private final ManagedPolicies managedPolicies;

    PutUserPermissionsBoundary(EntityStore store, ManagedPolicies managedPolicies) {
        this.store = store;
        this.managedPolicies = managedPolicies;
    }

    @Override
    public Operation<PutUserPermissionsBoundaryRequest, PutUserPermissionsBoundaryResponse> operation() {
        return PutUserPermissionsBoundaryRequest.OPERATION;
    }

    // AWS: the key iam:PermissionsBoundary is the boundary in the request, not the existing one.
    @Override
    public List<AccessCheck> accessChecks(PutUserPermissionsBoundaryRequest input, RequestContext context) {
        return List.of(store.access()
                .on("iam:PutUserPermissionsBoundary", EntityKind.USER, input.userName(), context)
                .with(IamConditions.boundary(input.permissionsBoundary())));
    }

    @Override
    public PutUserPermissionsBoundaryResponse handle(PutUserPermissionsBoundaryRequest input, RequestContext context) {
        AccountId account = context.account();
        Arn boundary = ManagedPolicies.arn(input.permissionsBoundary());
        store.changeOnly(context, transaction -> {
            User user = store.entities().user(transaction, account, input.userName());
            managedPolicies.requireBoundary(transaction, boundary, account);
            store.tables().policyLinks().forgetBoundary(transaction, user);
            store.tables().policyLinks().bound(transaction, account, user.id(), boundary.toString());
            store.tables().users().put(transaction, user.withBoundary(boundary.toString()));
        });
        return PutUserPermissionsBoundaryResponse.builder().build();
    }
}
