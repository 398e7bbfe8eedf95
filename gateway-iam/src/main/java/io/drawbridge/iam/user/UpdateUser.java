// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.UpdateUserRequest;
import io.drawbridge.iam.model.UpdateUserResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Changes the name or the path of a user; its unique id stays.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html">UpdateUser</a>
 */
final class UpdateUser implements ApiAction<UpdateUserRequest, UpdateUserResponse> {
    private final EntityStore store;

    UpdateUser(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<UpdateUserRequest, UpdateUserResponse> operation() {
        return UpdateUserRequest.OPERATION;
    }

    // AWS: the caller must be allowed to change both the old and the new ARN.
    @Override
    public List<AccessCheck> accessChecks(UpdateUserRequest input, RequestContext context) {
        return store.access()
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
        store.changeOnly(context, transaction -> {
            User user = store.entities().user(transaction, account, input.userName());
            String name = input.newUserName() == null ? user.name() : input.newUserName();
            String path = input.newPath() == null ? user.path() : input.newPath();
            store.entities().requireFree(transaction, EntityKind.USER, account, name, user.id());
            store.tables().users().delete(transaction, user);
            store.tables().users().put(transaction, user.renamed(name, path));
        });
        return UpdateUserResponse.builder().build();
    }
}
