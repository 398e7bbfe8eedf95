// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.group;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on groups and their members. */
public final class GroupActions implements ActionFamily<IamOperation> {
    private final EntityStore store;
    private final Creation creation;
    private final Pager pager;

    public GroupActions(EntityStore store, Creation creation, Pager pager) {
        this.store = store;
        this.creation = creation;
        this.pager = pager;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.CREATE_GROUP,
                IamOperation.GET_GROUP,
                IamOperation.LIST_GROUPS,
                IamOperation.UPDATE_GROUP,
                IamOperation.DELETE_GROUP,
                IamOperation.ADD_USER_TO_GROUP,
                IamOperation.REMOVE_USER_FROM_GROUP,
                IamOperation.LIST_GROUPS_FOR_USER);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_GROUP -> new CreateGroup(store, creation);
            case GET_GROUP -> new GetGroup(store, pager);
            case LIST_GROUPS -> new ListGroups(store, pager);
            case UPDATE_GROUP -> new UpdateGroup(store);
            case DELETE_GROUP -> new DeleteGroup(store);
            case ADD_USER_TO_GROUP -> new AddUserToGroup(store);
            case REMOVE_USER_FROM_GROUP -> new RemoveUserFromGroup(store);
            case LIST_GROUPS_FOR_USER -> new ListGroupsForUser(store, pager);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
