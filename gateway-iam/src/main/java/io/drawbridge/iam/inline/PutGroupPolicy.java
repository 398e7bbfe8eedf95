// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.PutGroupPolicyRequest;
import io.drawbridge.iam.model.PutGroupPolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Sets an inline policy of a group and replaces an earlier one of the same name.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html">PutGroupPolicy</a>
 */
final class PutGroupPolicy implements ApiAction<PutGroupPolicyRequest, PutGroupPolicyResponse> {
    private final InlinePolicies policies;

    PutGroupPolicy(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<PutGroupPolicyRequest, PutGroupPolicyResponse> operation() {
        return PutGroupPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutGroupPolicyRequest input, RequestContext context) {
        return List.of(policies.access().on("iam:PutGroupPolicy", EntityKind.GROUP, input.groupName(), context));
    }

    @Override
    public PutGroupPolicyResponse handle(PutGroupPolicyRequest input, RequestContext context) {
        policies.put(EntityKind.GROUP, input.groupName(), input.policyName(), input.policyDocument(), context);
        return PutGroupPolicyResponse.builder().build();
    }
}
