// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.boundary;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.model.IamOperation;
import org.jspecify.annotations.Nullable;

/** The actions on permissions boundaries. */
public final class BoundaryActions implements ActionFamily<IamOperation> {
    private final IamState state;

    public BoundaryActions(IamState state) {
        this.state = state;
    }

    @Override
    public @Nullable ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case PUT_USER_PERMISSIONS_BOUNDARY -> new PutUserPermissionsBoundary(state);
            case DELETE_USER_PERMISSIONS_BOUNDARY -> new DeleteUserPermissionsBoundary(state);
            case PUT_ROLE_PERMISSIONS_BOUNDARY -> new PutRolePermissionsBoundary(state);
            case DELETE_ROLE_PERMISSIONS_BOUNDARY -> new DeleteRolePermissionsBoundary(state);
            default -> null;
        };
    }
}
