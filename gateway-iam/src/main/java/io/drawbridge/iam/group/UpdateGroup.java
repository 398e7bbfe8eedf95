// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.group;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.UpdateGroupRequest;
import io.drawbridge.iam.model.UpdateGroupResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Group;
import java.util.List;

/**
 * Changes the name or the path of a group; its unique id stays.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html">UpdateGroup</a>
 */
final class UpdateGroup implements ApiAction<UpdateGroupRequest, UpdateGroupResponse> {
    private final EntityStore store;

    UpdateGroup(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<UpdateGroupRequest, UpdateGroupResponse> operation() {
        return UpdateGroupRequest.OPERATION;
    }

    // AWS: the caller must be allowed to change both the old and the new ARN.
    @Override
    public List<AccessCheck> accessChecks(UpdateGroupRequest input, RequestContext context) {
        return store.access()
                .onRenamed(
                        "iam:UpdateGroup",
                        EntityKind.GROUP,
                        input.groupName(),
                        input.newGroupName(),
                        input.newPath(),
                        context);
    }

    @Override
    public UpdateGroupResponse handle(UpdateGroupRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            Group group = store.entities().group(transaction, account, input.groupName());
            String name = input.newGroupName() == null ? group.name() : input.newGroupName();
            String path = input.newPath() == null ? group.path() : input.newPath();
            store.entities().requireFree(transaction, EntityKind.GROUP, account, name, group.id());
            store.tables().groups().delete(transaction, group);
            store.tables().groups().put(transaction, group.renamed(name, path));
        });
        return UpdateGroupResponse.builder().build();
    }
}
