// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.model.UntagPolicyRequest;
import io.drawbridge.iam.model.UntagPolicyResponse;
import io.drawbridge.iam.store.ManagedPolicy;
import java.util.List;

/**
 * Removes tags of a managed policy; keys that it does not have are ignored.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html">UntagPolicy</a>
 */
final class UntagPolicy implements ApiAction<UntagPolicyRequest, UntagPolicyResponse> {
    private final CustomerPolicies policies;

    UntagPolicy(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<UntagPolicyRequest, UntagPolicyResponse> operation() {
        return UntagPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UntagPolicyRequest input, RequestContext context) {
        return List.of(policies.checkChange("iam:UntagPolicy", input.policyArn(), context)
                .with(IamConditions.tagKeys(input.tagKeys())));
    }

    @Override
    public UntagPolicyResponse handle(UntagPolicyRequest input, RequestContext context) {
        Arn arn = policies.changeable("untag policies", input.policyArn(), context);
        policies.store().changeOnly(context, transaction -> {
            ManagedPolicy policy = policies.require(transaction, arn);
            policies.store()
                    .tables()
                    .policies()
                    .put(transaction, policy.withTags(TagSet.OF_POLICY.without(policy.tags(), input.tagKeys())));
        });
        return UntagPolicyResponse.builder().build();
    }
}
