// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.boundary;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteRolePermissionsBoundaryRequest;
import io.drawbridge.iam.model.DeleteRolePermissionsBoundaryResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Removes the permissions boundary of a role, if it has one.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html">
 *     DeleteRolePermissionsBoundary</a>
 */
final class DeleteRolePermissionsBoundary
        implements ApiAction<DeleteRolePermissionsBoundaryRequest, DeleteRolePermissionsBoundaryResponse> {
    private final EntityStore store;

    DeleteRolePermissionsBoundary(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<DeleteRolePermissionsBoundaryRequest, DeleteRolePermissionsBoundaryResponse> operation() {
        return DeleteRolePermissionsBoundaryRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteRolePermissionsBoundaryRequest input, RequestContext context) {
        return List.of(store.access()
                .onBounded("iam:DeleteRolePermissionsBoundary", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public DeleteRolePermissionsBoundaryResponse handle(
            DeleteRolePermissionsBoundaryRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            Role role = store.entities().changeableRole(transaction, account, input.roleName());
            store.tables().policyLinks().forgetBoundary(transaction, role);
            store.tables().roles().put(transaction, role.withBoundary(null));
        });
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }
}
