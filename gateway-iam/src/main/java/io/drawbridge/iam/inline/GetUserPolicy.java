// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.GetUserPolicyRequest;
import io.drawbridge.iam.model.GetUserPolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Returns an inline policy of a user.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html">GetUserPolicy</a>
 */
final class GetUserPolicy implements ApiAction<GetUserPolicyRequest, GetUserPolicyResponse> {
    private final InlinePolicies policies;

    GetUserPolicy(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<GetUserPolicyRequest, GetUserPolicyResponse> operation() {
        return GetUserPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetUserPolicyRequest input, RequestContext context) {
        return List.of(policies.access().on("iam:GetUserPolicy", EntityKind.USER, input.userName(), context));
    }

    @Override
    public GetUserPolicyResponse handle(GetUserPolicyRequest input, RequestContext context) {
        return GetUserPolicyResponse.builder()
                .userName(input.userName())
                .policyName(input.policyName())
                .policyDocument(policies.get(EntityKind.USER, input.userName(), input.policyName(), context))
                .build();
    }
}
