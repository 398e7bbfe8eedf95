// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.boundary;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.iam.policy.ManagedPolicies;
import java.util.EnumSet;
import java.util.Set;

/** The actions on permissions boundaries. */
public final class BoundaryActions implements ActionFamily<IamOperation> {
    private final EntityStore store;
    private final ManagedPolicies managedPolicies;

    public BoundaryActions(EntityStore store, ManagedPolicies managedPolicies) {
        this.store = store;
        this.managedPolicies = managedPolicies;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.PUT_USER_PERMISSIONS_BOUNDARY,
                IamOperation.DELETE_USER_PERMISSIONS_BOUNDARY,
                IamOperation.PUT_ROLE_PERMISSIONS_BOUNDARY,
                IamOperation.DELETE_ROLE_PERMISSIONS_BOUNDARY);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case PUT_USER_PERMISSIONS_BOUNDARY -> new PutUserPermissionsBoundary(store, managedPolicies);
            case DELETE_USER_PERMISSIONS_BOUNDARY -> new DeleteUserPermissionsBoundary(store);
            case PUT_ROLE_PERMISSIONS_BOUNDARY -> new PutRolePermissionsBoundary(store, managedPolicies);
            case DELETE_ROLE_PERMISSIONS_BOUNDARY -> new DeleteRolePermissionsBoundary(store);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
