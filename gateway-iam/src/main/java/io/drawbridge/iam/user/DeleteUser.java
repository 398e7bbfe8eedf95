// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.DeleteConflicts;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteUserRequest;
import io.drawbridge.iam.model.DeleteUserResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Deletes a user that has no access keys, groups or policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html">DeleteUser</a>
 */
final class DeleteUser implements ApiAction<DeleteUserRequest, DeleteUserResponse> {
    private final EntityStore store;

    DeleteUser(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<DeleteUserRequest, DeleteUserResponse> operation() {
        return DeleteUserRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteUserRequest input, RequestContext context) {
        return List.of(store.access().on("iam:DeleteUser", EntityKind.USER, input.userName(), context));
    }

    @Override
    public DeleteUserResponse handle(DeleteUserRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            User user = store.entities().user(transaction, account, input.userName());
            new DeleteConflicts(store.tables(), transaction).requireDeletable(user);
            store.tables().policyLinks().forgetBoundary(transaction, user);
            store.tables().users().delete(transaction, user);
        });
        return DeleteUserResponse.builder().build();
    }
}
