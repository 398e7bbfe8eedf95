// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.IamState;
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
    private final IamState state;

    TagRole(IamState state) {
        this.state = state;
    }

    @Override
    public Operation<TagRoleRequest, TagRoleResponse> operation() {
        return TagRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(TagRoleRequest input, RequestContext context) {
        return List.of(state.access()
                .on("iam:TagRole", EntityKind.ROLE, input.roleName(), context)
                .with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public TagRoleResponse handle(TagRoleRequest input, RequestContext context) {
        AccountId account = context.account();
        state.tables().changeOnly(account, transaction -> {
            Role role = state.entities().changeableRole(transaction, account, input.roleName());
            state.tables().roles().put(transaction, role.withTags(TagSet.OF_ROLE.with(role.tags(), input.tags())));
        });
        return TagRoleResponse.builder().build();
    }
}
