// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.servicelinked;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on service-linked roles. */
public final class ServiceLinkedRoleActions implements ActionFamily<IamOperation> {
    private final EntityStore store;
    private final Creation creation;
    private final IdentityDirectory directory;

    public ServiceLinkedRoleActions(EntityStore store, Creation creation, IdentityDirectory directory) {
        this.store = store;
        this.creation = creation;
        this.directory = directory;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.CREATE_SERVICE_LINKED_ROLE,
                IamOperation.DELETE_SERVICE_LINKED_ROLE,
                IamOperation.GET_SERVICE_LINKED_ROLE_DELETION_STATUS);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_SERVICE_LINKED_ROLE -> new CreateServiceLinkedRole(store, creation, directory);
            case DELETE_SERVICE_LINKED_ROLE -> new DeleteServiceLinkedRole(store, creation);
            case GET_SERVICE_LINKED_ROLE_DELETION_STATUS -> new GetServiceLinkedRoleDeletionStatus(store);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
