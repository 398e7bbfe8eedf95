// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.group;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.AddUserToGroupRequest;
import io.drawbridge.iam.model.AddUserToGroupResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Group;
import io.drawbridge.iam.store.MembershipTable;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Adds a user to a group; does nothing when the user is already a member.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html">AddUserToGroup</a>
 */
final class AddUserToGroup implements ApiAction<AddUserToGroupRequest, AddUserToGroupResponse> {
    private final EntityStore store;

    AddUserToGroup(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<AddUserToGroupRequest, AddUserToGroupResponse> operation() {
        return AddUserToGroupRequest.OPERATION;
    }

    // AWS: the permission is checked on the group only, never on the user.
    @Override
    public List<AccessCheck> accessChecks(AddUserToGroupRequest input, RequestContext context) {
        return List.of(store.access().on("iam:AddUserToGroup", EntityKind.GROUP, input.groupName(), context));
    }

    @Override
    public AddUserToGroupResponse handle(AddUserToGroupRequest input, RequestContext context) {
        AccountId account = context.account();
        MembershipTable memberships = store.tables().memberships();
        store.changeOnly(context, transaction -> {
            Group group = store.entities().group(transaction, account, input.groupName());
            User user = store.entities().user(transaction, account, input.userName());
            if (!memberships.contains(transaction, account, group.id(), user.id())) {
                int present =
                        memberships.groupsOf(transaction, account, user.id()).size();
                IamLimits.requireRoom(present, IamLimits.GROUPS_PER_USER, "GroupsPerUser");
                memberships.add(transaction, account, group.id(), user.id());
            }
        });
        return AddUserToGroupResponse.builder().build();
    }
}
