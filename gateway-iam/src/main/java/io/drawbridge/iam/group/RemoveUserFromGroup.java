// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.group;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.RemoveUserFromGroupRequest;
import io.drawbridge.iam.model.RemoveUserFromGroupResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Group;
import io.drawbridge.iam.store.MembershipTable;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Removes a user from a group.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html">
 *     RemoveUserFromGroup</a>
 */
final class RemoveUserFromGroup implements ApiAction<RemoveUserFromGroupRequest, RemoveUserFromGroupResponse> {
    private final EntityStore store;

    RemoveUserFromGroup(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<RemoveUserFromGroupRequest, RemoveUserFromGroupResponse> operation() {
        return RemoveUserFromGroupRequest.OPERATION;
    }

    // AWS: the permission is checked on the group only, never on the user.
    @Override
    public List<AccessCheck> accessChecks(RemoveUserFromGroupRequest input, RequestContext context) {
        return List.of(store.access().on("iam:RemoveUserFromGroup", EntityKind.GROUP, input.groupName(), context));
    }

    @Override
    public RemoveUserFromGroupResponse handle(RemoveUserFromGroupRequest input, RequestContext context) {
        AccountId account = context.account();
        MembershipTable memberships = store.tables().memberships();
        store.changeOnly(context, transaction -> {
            // AWS: of a user and a group that are both absent, the user is reported.
            User user = store.entities().user(transaction, account, input.userName());
            Group group = store.entities().group(transaction, account, input.groupName());
            memberships.remove(transaction, account, group.id(), user.id());
        });
        return RemoveUserFromGroupResponse.builder().build();
    }
}
