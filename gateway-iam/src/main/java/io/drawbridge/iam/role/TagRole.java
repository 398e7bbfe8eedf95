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
import io.drawbridge.iam.model.TagRoleRequest;
import io.drawbridge.iam.model.TagRoleResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Sets tags of a role; other tags stay.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html">TagRole</a>
 */
final class TagRole implements ApiAction<TagRoleRequest, TagRoleResponse> {
    private final EntityStore store;

    TagRole(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<TagRoleRequest, TagRoleResponse> operation() {
        return TagRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(TagRoleRequest input, RequestContext context) {
        return List.of(store.access()
                .on("iam:TagRole", EntityKind.ROLE, input.roleName(), context)
                .with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public TagRoleResponse handle(TagRoleRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            Role role = store.entities().describableRole(transaction, account, input.roleName());
            store.tables().roles().put(transaction, role.withTags(TagSet.OF_ROLE.with(role.tags(), input.tags())));
        });
        return TagRoleResponse.builder().build();
    }
}
