// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.IamState;
import io.drawbridge.iam.model.UpdateAssumeRolePolicyRequest;
import io.drawbridge.iam.model.UpdateAssumeRolePolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Exchanges the trust policy of a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html">
 *     UpdateAssumeRolePolicy</a>
 */
final class UpdateAssumeRolePolicy implements ApiAction<UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse> {
    private final IamState state;

    UpdateAssumeRolePolicy(IamState state) {
        this.state = state;
    }

    @Override
    public Operation<UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse> operation() {
        return UpdateAssumeRolePolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UpdateAssumeRolePolicyRequest input, RequestContext context) {
        return List.of(
                state.access().onBounded("iam:UpdateAssumeRolePolicy", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public UpdateAssumeRolePolicyResponse handle(UpdateAssumeRolePolicyRequest input, RequestContext context) {
        AccountId account = context.account();
        state.tables().changeOnly(account, transaction -> {
            Role role = state.entities().changeableRole(transaction, account, input.roleName());
            String trustPolicy = TrustPolicies.toStored(input.policyDocument(), state.directory(), role.trustPolicy());
            state.tables().roles().put(transaction, role.withTrustPolicy(trustPolicy));
        });
        return UpdateAssumeRolePolicyResponse.builder().build();
    }
}
