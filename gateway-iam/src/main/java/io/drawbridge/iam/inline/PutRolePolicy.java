// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.PutRolePolicyRequest;
import io.drawbridge.iam.model.PutRolePolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Sets an inline policy of a role and replaces an earlier one of the same name.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html">PutRolePolicy</a>
 */
final class PutRolePolicy implements ApiAction<PutRolePolicyRequest, PutRolePolicyResponse> {
    private final InlinePolicies policies;

    PutRolePolicy(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<PutRolePolicyRequest, PutRolePolicyResponse> operation() {
        return PutRolePolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutRolePolicyRequest input, RequestContext context) {
        return List.of(policies.access().onBounded("iam:PutRolePolicy", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public PutRolePolicyResponse handle(PutRolePolicyRequest input, RequestContext context) {
        policies.put(EntityKind.ROLE, input.roleName(), input.policyName(), input.policyDocument(), context);
        return PutRolePolicyResponse.builder().build();
    }
}
