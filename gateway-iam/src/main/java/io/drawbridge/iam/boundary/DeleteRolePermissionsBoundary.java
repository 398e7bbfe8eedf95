// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.boundary;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.IamState;
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
    private final IamState state;

    DeleteRolePermissionsBoundary(IamState state) {
        this.state = state;
    }

    @Override
    public Operation<DeleteRolePermissionsBoundaryRequest, DeleteRolePermissionsBoundaryResponse> operation() {
        return DeleteRolePermissionsBoundaryRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteRolePermissionsBoundaryRequest input, RequestContext context) {
        return List.of(state.access()
                .onBounded("iam:DeleteRolePermissionsBoundary", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public DeleteRolePermissionsBoundaryResponse handle(
            DeleteRolePermissionsBoundaryRequest input, RequestContext context) {
        AccountId account = context.account();
        state.tables().changeOnly(account, transaction -> {
            Role role = state.entities().changeableRole(transaction, account, input.roleName());
            state.tables().policyLinks().forgetBoundary(transaction, role);
            state.tables().roles().put(transaction, role.withBoundary(null));
        });
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }
}
