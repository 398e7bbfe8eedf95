// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import io.drawbridge.iam.policy.ManagedPolicies;
import java.util.EnumSet;
import java.util.Set;

/** The actions on roles. */
public final class RoleActions implements ActionFamily<IamOperation> {
    private final EntityStore store;
    private final Creation creation;
    private final ManagedPolicies managedPolicies;
    private final IdentityDirectory directory;
    private final Pager pager;

    public RoleActions(
            EntityStore store,
            Creation creation,
            ManagedPolicies managedPolicies,
            IdentityDirectory directory,
            Pager pager) {
        this.store = store;
        this.creation = creation;
        this.managedPolicies = managedPolicies;
        this.directory = directory;
        this.pager = pager;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.CREATE_ROLE,
                IamOperation.GET_ROLE,
                IamOperation.LIST_ROLES,
                IamOperation.UPDATE_ROLE,
                IamOperation.UPDATE_ROLE_DESCRIPTION,
                IamOperation.UPDATE_ASSUME_ROLE_POLICY,
                IamOperation.DELETE_ROLE,
                IamOperation.TAG_ROLE,
                IamOperation.UNTAG_ROLE,
                IamOperation.LIST_ROLE_TAGS);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_ROLE -> new CreateRole(store, creation, managedPolicies, directory);
            case GET_ROLE -> new GetRole(store, directory);
            case LIST_ROLES -> new ListRoles(store, directory, pager);
            case UPDATE_ROLE -> new UpdateRole(store);
            case UPDATE_ROLE_DESCRIPTION -> new UpdateRoleDescription(store, directory);
            case UPDATE_ASSUME_ROLE_POLICY -> new UpdateAssumeRolePolicy(store, directory);
            case DELETE_ROLE -> new DeleteRole(store);
            case TAG_ROLE -> new TagRole(store);
            case UNTAG_ROLE -> new UntagRole(store);
            case LIST_ROLE_TAGS -> new ListRoleTags(store, pager);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
