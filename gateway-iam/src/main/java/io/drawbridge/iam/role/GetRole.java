// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.GetRoleRequest;
import io.drawbridge.iam.model.GetRoleResponse;
import io.drawbridge.iam.model.RoleLastUsed;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Describes a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html">GetRole</a>
 */
final class GetRole implements ApiAction<GetRoleRequest, GetRoleResponse> {
    private final EntityStore store;
    private final IdentityDirectory directory;

    GetRole(EntityStore store, IdentityDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    @Override
    public Operation<GetRoleRequest, GetRoleResponse> operation() {
        return GetRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetRoleRequest input, RequestContext context) {
        return List.of(store.access().onBounded("iam:GetRole", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public GetRoleResponse handle(GetRoleRequest input, RequestContext context) {
        Role role = store.read(
                context, transaction -> store.entities().role(transaction, context.account(), input.roleName()));
        return GetRoleResponse.builder()
                .role(ResponseMapper.described(role, directory).toBuilder()
                        .roleLastUsed(RoleLastUsed.builder().build())
                        .build())
                .build();
    }
}
