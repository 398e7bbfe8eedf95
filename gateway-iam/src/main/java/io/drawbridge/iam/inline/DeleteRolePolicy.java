// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DeleteRolePolicyRequest;
import io.drawbridge.iam.model.DeleteRolePolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Removes an inline policy from a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html">DeleteRolePolicy</a>
 */
final class DeleteRolePolicy implements ApiAction<DeleteRolePolicyRequest, DeleteRolePolicyResponse> {
    private final InlinePolicies policies;

    DeleteRolePolicy(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<DeleteRolePolicyRequest, DeleteRolePolicyResponse> operation() {
        return DeleteRolePolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteRolePolicyRequest input, RequestContext context) {
        return List.of(policies.access().onBounded("iam:DeleteRolePolicy", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public DeleteRolePolicyResponse handle(DeleteRolePolicyRequest input, RequestContext context) {
        policies.delete(EntityKind.ROLE, input.roleName(), input.policyName(), context);
        return DeleteRolePolicyResponse.builder().build();
    }
}
