// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.iam.policy.ManagedPolicies;
import java.util.EnumSet;
import java.util.Set;

/** The actions on users. */
public final class UserActions implements ActionFamily<IamOperation> {
    private final EntityStore store;
    private final Creation creation;
    private final ManagedPolicies managedPolicies;
    private final Pager pager;

    public UserActions(EntityStore store, Creation creation, ManagedPolicies managedPolicies, Pager pager) {
        this.store = store;
        this.creation = creation;
        this.managedPolicies = managedPolicies;
        this.pager = pager;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.CREATE_USER,
                IamOperation.GET_USER,
                IamOperation.LIST_USERS,
                IamOperation.UPDATE_USER,
                IamOperation.DELETE_USER,
                IamOperation.TAG_USER,
                IamOperation.UNTAG_USER,
                IamOperation.LIST_USER_TAGS);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_USER -> new CreateUser(store, creation, managedPolicies);
            case GET_USER -> new GetUser(store);
            case LIST_USERS -> new ListUsers(store, pager);
            case UPDATE_USER -> new UpdateUser(store);
            case DELETE_USER -> new DeleteUser(store);
            case TAG_USER -> new TagUser(store);
            case UNTAG_USER -> new UntagUser(store);
            case LIST_USER_TAGS -> new ListUserTags(store, pager);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
