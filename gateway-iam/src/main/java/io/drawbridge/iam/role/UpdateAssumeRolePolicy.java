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
import io.drawbridge.iam.model.UpdateAssumeRolePolicyRequest;
import io.drawbridge.iam.model.UpdateAssumeRolePolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Replaces the trust policy of a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html">
 *     UpdateAssumeRolePolicy</a>
 */
final class UpdateAssumeRolePolicy implements ApiAction<UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse> {
    private final EntityStore store;
    private final IdentityDirectory directory;

    UpdateAssumeRolePolicy(EntityStore store, IdentityDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    @Override
    public Operation<UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse> operation() {
        return UpdateAssumeRolePolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UpdateAssumeRolePolicyRequest input, RequestContext context) {
        return List.of(
                store.access().onBounded("iam:UpdateAssumeRolePolicy", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public UpdateAssumeRolePolicyResponse handle(UpdateAssumeRolePolicyRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            Role role = store.entities().changeableRole(transaction, account, input.roleName());
            String trustPolicy = TrustPolicies.toStored(input.policyDocument(), directory);
            store.tables().roles().put(transaction, role.withTrustPolicy(trustPolicy));
        });
        return UpdateAssumeRolePolicyResponse.builder().build();
    }
}
