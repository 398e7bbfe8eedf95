// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityDirectory;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.UpdateRoleDescriptionRequest;
import io.drawbridge.iam.model.UpdateRoleDescriptionResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Changes the description of a role; the older form of UpdateRole.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html">
 *     UpdateRoleDescription</a>
 */
final class UpdateRoleDescription implements ApiAction<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse> {
    private final EntityStore store;
    private final IdentityDirectory directory;

    UpdateRoleDescription(EntityStore store, IdentityDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    @Override
    public Operation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse> operation() {
        return UpdateRoleDescriptionRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UpdateRoleDescriptionRequest input, RequestContext context) {
        return List.of(
                store.access().onBounded("iam:UpdateRoleDescription", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public UpdateRoleDescriptionResponse handle(UpdateRoleDescriptionRequest input, RequestContext context) {
        AccountId account = context.account();
        Role changed = store.change(context, transaction -> {
            Role role = store.entities()
                    .describableRole(transaction, account, input.roleName())
                    .withDescription(input.description());
            store.tables().roles().put(transaction, role);
            return role;
        });
        return UpdateRoleDescriptionResponse.builder()
                .role(ResponseMapper.described(changed, directory).toBuilder()
                        .maxSessionDuration(null)
                        .build())
                .build();
    }
}
