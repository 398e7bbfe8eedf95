// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.accesskey;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamOperation;
import java.util.EnumSet;
import java.util.Set;

/** The actions on access keys. */
public final class AccessKeyActions implements ActionFamily<IamOperation> {
    private final EntityStore store;
    private final Creation creation;
    private final Pager pager;

    public AccessKeyActions(EntityStore store, Creation creation, Pager pager) {
        this.store = store;
        this.creation = creation;
        this.pager = pager;
    }

    @Override
    public Set<IamOperation> operations() {
        return EnumSet.of(
                IamOperation.CREATE_ACCESS_KEY,
                IamOperation.LIST_ACCESS_KEYS,
                IamOperation.UPDATE_ACCESS_KEY,
                IamOperation.DELETE_ACCESS_KEY,
                IamOperation.GET_ACCESS_KEY_LAST_USED);
    }

    @Override
    public ApiAction<?, ?> create(IamOperation name) {
        return switch (name) {
            case CREATE_ACCESS_KEY -> new CreateAccessKey(store, creation);
            case LIST_ACCESS_KEYS -> new ListAccessKeys(store, pager);
            case UPDATE_ACCESS_KEY -> new UpdateAccessKey(store);
            case DELETE_ACCESS_KEY -> new DeleteAccessKey(store);
            case GET_ACCESS_KEY_LAST_USED -> new GetAccessKeyLastUsed(store);
            default -> throw ActionFamily.notServed(name);
        };
    }
}
