// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.UpdateRoleRequest;
import io.drawbridge.iam.model.UpdateRoleResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Changes the description and the maximum session duration of a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html">UpdateRole</a>
 */
final class UpdateRole implements ApiAction<UpdateRoleRequest, UpdateRoleResponse> {

    private final EntityStore store;

    UpdateRole(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<UpdateRoleRequest, UpdateRoleResponse> operation() {
        return UpdateRoleRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UpdateRoleRequest input, RequestContext context) {
        return List.of(store.access().onBounded("iam:UpdateRole", EntityKind.ROLE, input.roleName(), context));
    }

    // AWS: what the request leaves out stays.
    @Override
    public UpdateRoleResponse handle(UpdateRoleRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            Role role = input.maxSessionDuration() == null
                    ? store.entities().describableRole(transaction, account, input.roleName())
                    : store.entities().changeableRole(transaction, account, input.roleName());
            String description = input.description() == null ? role.description() : input.description();
            int seconds =
                    input.maxSessionDuration() == null ? role.maxSessionDurationSeconds() : input.maxSessionDuration();
            store.tables()
                    .roles()
                    .put(transaction, role.withDescription(description).withMaxSessionDuration(seconds));
        });
        return UpdateRoleResponse.builder().build();
    }
}
