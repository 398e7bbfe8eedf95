// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.model.IamOperation;
import org.jspecify.annotations.Nullable;

/** The actions on roles. */
public final class RoleActions implements ActionFamily<IamOperation> {
    private final IamState state;

    public RoleActions(IamState state) {
        this.state = state;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_ROLE -> new CreateRole(state);
            case GET_ROLE -> new GetRole(state);
            case LIST_ROLES -> new ListRoles(state);
            case UPDATE_ROLE -> new UpdateRole(state);
            case UPDATE_ROLE_DESCRIPTION -> new UpdateRoleDescription(state);
            case UPDATE_ASSUME_ROLE_POLICY -> new UpdateAssumeRolePolicy(state);
            case DELETE_ROLE -> new DeleteRole(state);
            case TAG_ROLE -> new TagRole(state);
            case UNTAG_ROLE -> new UntagRole(state);
            case LIST_ROLE_TAGS -> new ListRoleTags(state);
            default -> null;
        };
    }
}
