// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.boundary;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteUserPermissionsBoundaryRequest;
import io.drawbridge.iam.model.DeleteUserPermissionsBoundaryResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Removes the permissions boundary of a user, if it has one.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPermissionsBoundary.html">
 *     DeleteUserPermissionsBoundary</a>
 */
final class DeleteUserPermissionsBoundary
        implements ApiAction<DeleteUserPermissionsBoundaryRequest, DeleteUserPermissionsBoundaryResponse> {
    private final EntityStore store;

    DeleteUserPermissionsBoundary(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<DeleteUserPermissionsBoundaryRequest, DeleteUserPermissionsBoundaryResponse> operation() {
        return DeleteUserPermissionsBoundaryRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteUserPermissionsBoundaryRequest input, RequestContext context) {
        return List.of(store.access()
                .onBounded("iam:DeleteUserPermissionsBoundary", EntityKind.USER, input.userName(), context));
    }

    @Override
    public DeleteUserPermissionsBoundaryResponse handle(
            DeleteUserPermissionsBoundaryRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            User user = store.entities().user(transaction, account, input.userName());
            store.tables().policyLinks().forgetBoundary(transaction, user);
            store.tables().users().put(transaction, user.withBoundary(null));
        });
        return DeleteUserPermissionsBoundaryResponse.builder().build();
    }
}
