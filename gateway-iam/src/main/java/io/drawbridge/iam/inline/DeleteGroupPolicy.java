// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DeleteGroupPolicyRequest;
import io.drawbridge.iam.model.DeleteGroupPolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Removes an inline policy from a group.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroupPolicy.html">DeleteGroupPolicy</a>
 */
final class DeleteGroupPolicy implements ApiAction<DeleteGroupPolicyRequest, DeleteGroupPolicyResponse> {
    private final InlinePolicies policies;

    DeleteGroupPolicy(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<DeleteGroupPolicyRequest, DeleteGroupPolicyResponse> operation() {
        return DeleteGroupPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteGroupPolicyRequest input, RequestContext context) {
        return List.of(policies.access().on("iam:DeleteGroupPolicy", EntityKind.GROUP, input.groupName(), context));
    }

    @Override
    public DeleteGroupPolicyResponse handle(DeleteGroupPolicyRequest input, RequestContext context) {
        policies.delete(EntityKind.GROUP, input.groupName(), input.policyName(), context);
        return DeleteGroupPolicyResponse.builder().build();
    }
}
