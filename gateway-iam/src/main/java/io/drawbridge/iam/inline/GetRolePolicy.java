// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.GetRolePolicyRequest;
import io.drawbridge.iam.model.GetRolePolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Returns an inline policy of a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html">GetRolePolicy</a>
 */
final class GetRolePolicy implements ApiAction<GetRolePolicyRequest, GetRolePolicyResponse> {
    private final InlinePolicies policies;

    GetRolePolicy(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<GetRolePolicyRequest, GetRolePolicyResponse> operation() {
        return GetRolePolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetRolePolicyRequest input, RequestContext context) {
        return List.of(policies.access().on("iam:GetRolePolicy", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public GetRolePolicyResponse handle(GetRolePolicyRequest input, RequestContext context) {
        return GetRolePolicyResponse.builder()
                .roleName(input.roleName())
                .policyName(input.policyName())
                .policyDocument(policies.get(EntityKind.ROLE, input.roleName(), input.policyName(), context))
                .build();
    }
}
