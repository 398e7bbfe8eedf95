// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.group;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.model.IamOperation;
import org.jspecify.annotations.Nullable;

/** The actions on groups and their members. */
public final class GroupActions implements ActionFamily<IamOperation> {
    private final IamState state;

    public GroupActions(IamState state) {
        this.state = state;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_GROUP -> new CreateGroup(state);
            case GET_GROUP -> new GetGroup(state);
            case LIST_GROUPS -> new ListGroups(state);
            case UPDATE_GROUP -> new UpdateGroup(state);
            case DELETE_GROUP -> new DeleteGroup(state);
            case ADD_USER_TO_GROUP -> new AddUserToGroup(state);
            case REMOVE_USER_FROM_GROUP -> new RemoveUserFromGroup(state);
            case LIST_GROUPS_FOR_USER -> new ListGroupsForUser(state);
            default -> null;
        };
    }
}
