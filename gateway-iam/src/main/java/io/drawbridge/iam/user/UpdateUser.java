// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.model.UpdateUserRequest;
import io.drawbridge.iam.model.UpdateUserResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Changes the name or the path of a user, which keeps its unique id.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html">UpdateUser</a>
 */
final class UpdateUser implements ApiAction<UpdateUserRequest, UpdateUserResponse> {
    private final IamState state;

    UpdateUser(IamState state) {
        this.state = state;
    }

    @Override
    public Operation<UpdateUserRequest, UpdateUserResponse> operation() {
        return UpdateUserRequest.OPERATION;
    }

    // AWS: the caller must be allowed to change both what is and what will be.
    @Override
    public List<AccessCheck> accessChecks(UpdateUserRequest input, RequestContext context) {
        return state.access()
                .onRenamed(
                        "iam:UpdateUser",
                        EntityKind.USER,
                        input.userName(),
                        input.newUserName(),
                        input.newPath(),
                        context);
    }

    @Override
    public UpdateUserResponse handle(UpdateUserRequest input, RequestContext context) {
        AccountId account = context.account();
        state.tables().changeOnly(account, transaction -> {
            User user = state.entities().user(transaction, account, input.userName());
            String name = input.newUserName() == null ? user.name() : input.newUserName();
            String path = input.newPath() == null ? user.path() : input.newPath();
            state.entities().requireFree(transaction, EntityKind.USER, account, name, user.id());
            state.tables().users().delete(transaction, user);
            state.tables().users().put(transaction, user.renamed(name, path));
        });
        return UpdateUserResponse.builder().build();
    }
}
