// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.DeleteConflicts;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteRoleRequest;
import io.drawbridge.iam.model.DeleteRoleResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Deletes a role that has no policies. Its sessions end immediately.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html">DeleteRole</a>
 */
final class DeleteRole implements ApiAction<DeleteRoleRequest, DeleteRoleResponse> {
    private final EntityStore store;

    DeleteRole(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<DeleteRoleRequest, DeleteRoleResponse> operation() {
        return DeleteRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteRoleRequest input, RequestContext context) {
        return List.of(store.access().onBounded("iam:DeleteRole", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public DeleteRoleResponse handle(DeleteRoleRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            Role role = store.entities().changeableRole(transaction, account, input.roleName());
            new DeleteConflicts(store.tables(), transaction).requireDeletable(role);
            store.tables().policyLinks().forgetBoundary(transaction, role);
            store.tables().roles().delete(transaction, role);
        });
        return DeleteRoleResponse.builder().build();
    }
}
