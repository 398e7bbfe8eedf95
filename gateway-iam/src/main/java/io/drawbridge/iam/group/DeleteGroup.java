// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.group;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.DeleteConflicts;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteGroupRequest;
import io.drawbridge.iam.model.DeleteGroupResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Group;
import java.util.List;

/**
 * Deletes a group that has no members and no policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html">DeleteGroup</a>
 */
final class DeleteGroup implements ApiAction<DeleteGroupRequest, DeleteGroupResponse> {
    private final EntityStore store;

    DeleteGroup(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<DeleteGroupRequest, DeleteGroupResponse> operation() {
        return DeleteGroupRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteGroupRequest input, RequestContext context) {
        return List.of(store.access().on("iam:DeleteGroup", EntityKind.GROUP, input.groupName(), context));
    }

    @Override
    public DeleteGroupResponse handle(DeleteGroupRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            Group group = store.entities().group(transaction, account, input.groupName());
            new DeleteConflicts(store.tables(), transaction).requireDeletable(group);
            store.tables().groups().delete(transaction, group);
        });
        return DeleteGroupResponse.builder().build();
    }
}
