// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.GetGroupPolicyRequest;
import io.drawbridge.iam.model.GetGroupPolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Returns an inline policy of a group.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html">GetGroupPolicy</a>
 */
final class GetGroupPolicy implements ApiAction<GetGroupPolicyRequest, GetGroupPolicyResponse> {
    private final InlinePolicies policies;

    GetGroupPolicy(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<GetGroupPolicyRequest, GetGroupPolicyResponse> operation() {
        return GetGroupPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetGroupPolicyRequest input, RequestContext context) {
        return List.of(policies.access().on("iam:GetGroupPolicy", EntityKind.GROUP, input.groupName(), context));
    }

    @Override
    public GetGroupPolicyResponse handle(GetGroupPolicyRequest input, RequestContext context) {
        return GetGroupPolicyResponse.builder()
                .groupName(input.groupName())
                .policyName(input.policyName())
                .policyDocument(policies.get(EntityKind.GROUP, input.groupName(), input.policyName(), context))
                .build();
    }
}
