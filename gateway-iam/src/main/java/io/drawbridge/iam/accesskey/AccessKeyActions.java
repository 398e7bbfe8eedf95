// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.accesskey;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.model.IamOperation;
import org.jspecify.annotations.Nullable;

/** The actions on access keys. */
public final class AccessKeyActions implements ActionFamily<IamOperation> {
    private final IamState state;

    public AccessKeyActions(IamState state) {
        this.state = state;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_ACCESS_KEY -> new CreateAccessKey(state);
            case LIST_ACCESS_KEYS -> new ListAccessKeys(state);
            case UPDATE_ACCESS_KEY -> new UpdateAccessKey(state);
            case DELETE_ACCESS_KEY -> new DeleteAccessKey(state);
            case GET_ACCESS_KEY_LAST_USED -> new GetAccessKeyLastUsed(state);
            default -> null;
        };
    }
}
