// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.entity.DeleteConflicts;
import io.drawbridge.iam.model.DeleteUserRequest;
import io.drawbridge.iam.model.DeleteUserResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Deletes a user that has nothing left.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html">DeleteUser</a>
 */
final class DeleteUser implements ApiAction<DeleteUserRequest, DeleteUserResponse> {
    private final IamState state;

    DeleteUser(IamState state) {
        this.state = state;
    }

    @Override
    public Operation<DeleteUserRequest, DeleteUserResponse> operation() {
        return DeleteUserRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteUserRequest input, RequestContext context) {
        return List.of(state.access().on("iam:DeleteUser", EntityKind.USER, input.userName(), context));
    }

    @Override
    public DeleteUserResponse handle(DeleteUserRequest input, RequestContext context) {
        AccountId account = context.account();
        state.tables().changeOnly(account, transaction -> {
            User user = state.entities().user(transaction, account, input.userName());
            new DeleteConflicts(state.tables(), transaction).requireDeletable(user);
            state.tables().policyLinks().forgetBoundary(transaction, user);
            state.tables().users().delete(transaction, user);
        });
        return DeleteUserResponse.builder().build();
    }
}
