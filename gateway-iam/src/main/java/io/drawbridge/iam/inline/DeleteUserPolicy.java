// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DeleteUserPolicyRequest;
import io.drawbridge.iam.model.DeleteUserPolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Removes an inline policy from a user.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html">DeleteUserPolicy</a>
 */
final class DeleteUserPolicy implements ApiAction<DeleteUserPolicyRequest, DeleteUserPolicyResponse> {
    private final InlinePolicies policies;

    DeleteUserPolicy(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<DeleteUserPolicyRequest, DeleteUserPolicyResponse> operation() {
        return DeleteUserPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteUserPolicyRequest input, RequestContext context) {
        return List.of(policies.access().onBounded("iam:DeleteUserPolicy", EntityKind.USER, input.userName(), context));
    }

    @Override
    public DeleteUserPolicyResponse handle(DeleteUserPolicyRequest input, RequestContext context) {
        policies.delete(EntityKind.USER, input.userName(), input.policyName(), context);
        return DeleteUserPolicyResponse.builder().build();
    }
}
