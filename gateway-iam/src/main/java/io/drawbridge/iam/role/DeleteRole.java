// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.entity.DeleteConflicts;
import io.drawbridge.iam.model.DeleteRoleRequest;
import io.drawbridge.iam.model.DeleteRoleResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Deletes a role that has nothing left. Its sessions end at once.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html">DeleteRole</a>
 */
final class DeleteRole implements ApiAction<DeleteRoleRequest, DeleteRoleResponse> {
    private final IamState state;

    DeleteRole(IamState state) {
        this.state = state;
    }

    @Override
    public Operation<DeleteRoleRequest, DeleteRoleResponse> operation() {
        return DeleteRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteRoleRequest input, RequestContext context) {
        return List.of(state.access().onBounded("iam:DeleteRole", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public DeleteRoleResponse handle(DeleteRoleRequest input, RequestContext context) {
        AccountId account = context.account();
        state.tables().changeOnly(account, transaction -> {
            Role role = state.entities().changeableRole(transaction, account, input.roleName());
            new DeleteConflicts(state.tables(), transaction).requireDeletable(role);
            state.tables().policyLinks().forgetBoundary(transaction, role);
            state.tables().roles().delete(transaction, role);
        });
        return DeleteRoleResponse.builder().build();
    }
}
