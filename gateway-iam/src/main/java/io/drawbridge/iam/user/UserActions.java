// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.model.IamOperation;
import org.jspecify.annotations.Nullable;

/** The actions on users. */
public final class UserActions implements ActionFamily<IamOperation> {
    private final IamState state;

    public UserActions(IamState state) {
        this.state = state;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_USER -> new CreateUser(state);
            case GET_USER -> new GetUser(state);
            case LIST_USERS -> new ListUsers(state);
            case UPDATE_USER -> new UpdateUser(state);
            case DELETE_USER -> new DeleteUser(state);
            case TAG_USER -> new TagUser(state);
            case UNTAG_USER -> new UntagUser(state);
            case LIST_USER_TAGS -> new ListUserTags(state);
            default -> null;
        };
    }
}
