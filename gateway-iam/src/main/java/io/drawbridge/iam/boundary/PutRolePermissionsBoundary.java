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
import io.drawbridge.iam.model.PutRolePermissionsBoundaryRequest;
import io.drawbridge.iam.model.PutRolePermissionsBoundaryResponse;
import io.drawbridge.iam.policy.ManagedPolicies;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Sets the permissions boundary of a role and replaces an earlier one.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html">
 *     PutRolePermissionsBoundary</a>
 */
final class PutRolePermissionsBoundary
        implements ApiAction<PutRolePermissionsBoundaryRequest, PutRolePermissionsBoundaryResponse> {
    private final EntityStore store;
    private final ManagedPolicies managedPolicies;

    PutRolePermissionsBoundary(EntityStore store, ManagedPolicies managedPolicies) {
        this.store = store;
        this.managedPolicies = managedPolicies;
    }

    @Override
    public Operation<PutRolePermissionsBoundaryRequest, PutRolePermissionsBoundaryResponse> operation() {
        return PutRolePermissionsBoundaryRequest.OPERATION;
    }

    // AWS: the key iam:PermissionsBoundary is the boundary in the request, not the existing one.
    @Override
    public List<AccessCheck> accessChecks(PutRolePermissionsBoundaryRequest input, RequestContext context) {
        return List.of(store.access()
                .on("iam:PutRolePermissionsBoundary", EntityKind.ROLE, input.roleName(), context)
                .with(IamConditions.boundary(input.permissionsBoundary())));
    }

    @Override
    public PutRolePermissionsBoundaryResponse handle(PutRolePermissionsBoundaryRequest input, RequestContext context) {
        AccountId account = context.account();
        Arn boundary = ManagedPolicies.arn(input.permissionsBoundary());
        store.changeOnly(context, transaction -> {
            Role role = store.entities().changeableRole(transaction, account, input.roleName());
            managedPolicies.requireBoundary(transaction, boundary, account);
            store.tables().policyLinks().forgetBoundary(transaction, role);
            store.tables().policyLinks().bound(transaction, account, role.id(), boundary.toString());
            store.tables().roles().put(transaction, role.withBoundary(boundary.toString()));
        });
        return PutRolePermissionsBoundaryResponse.builder().build();
    }
}
