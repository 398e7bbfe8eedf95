// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.model.UntagRoleRequest;
import io.drawbridge.iam.model.UntagRoleResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Removes tags of a role; keys that it does not have are ignored.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html">UntagRole</a>
 */
final class UntagRole implements ApiAction<UntagRoleRequest, UntagRoleResponse> {
    private final EntityStore store;

    UntagRole(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<UntagRoleRequest, UntagRoleResponse> operation() {
        return UntagRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UntagRoleRequest input, RequestContext context) {
        return List.of(store.access()
                .on("iam:UntagRole", EntityKind.ROLE, input.roleName(), context)
                .with(IamConditions.tagKeys(input.tagKeys())));
    }

    @Override
    public UntagRoleResponse handle(UntagRoleRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            Role role = store.entities().describableRole(transaction, account, input.roleName());
            store.tables()
                    .roles()
                    .put(transaction, role.withTags(TagSet.OF_ROLE.without(role.tags(), input.tagKeys())));
        });
        return UntagRoleResponse.builder().build();
    }
}
