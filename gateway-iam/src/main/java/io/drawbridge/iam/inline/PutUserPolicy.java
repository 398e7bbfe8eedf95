// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.PutUserPolicyRequest;
import io.drawbridge.iam.model.PutUserPolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Sets an inline policy of a user and replaces an earlier one of the same name.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html">PutUserPolicy</a>
 */
final class PutUserPolicy implements ApiAction<PutUserPolicyRequest, PutUserPolicyResponse> {
    private final InlinePolicies policies;

    PutUserPolicy(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<PutUserPolicyRequest, PutUserPolicyResponse> operation() {
        return PutUserPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(PutUserPolicyRequest input, RequestContext context) {
        return List.of(policies.access().onBounded("iam:PutUserPolicy", EntityKind.USER, input.userName(), context));
    }

    @Override
    public PutUserPolicyResponse handle(PutUserPolicyRequest input, RequestContext context) {
        policies.put(EntityKind.USER, input.userName(), input.policyName(), input.policyDocument(), context);
        return PutUserPolicyResponse.builder().build();
    }
}
