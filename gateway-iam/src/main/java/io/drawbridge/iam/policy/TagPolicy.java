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
import io.drawbridge.iam.model.TagPolicyRequest;
import io.drawbridge.iam.model.TagPolicyResponse;
import io.drawbridge.iam.store.ManagedPolicy;
import java.util.List;

/**
 * Sets tags of a managed policy; other tags stay.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html">TagPolicy</a>
 */
final class TagPolicy implements ApiAction<TagPolicyRequest, TagPolicyResponse> {
    private final CustomerPolicies policies;

    TagPolicy(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<TagPolicyRequest, TagPolicyResponse> operation() {
        return TagPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(TagPolicyRequest input, RequestContext context) {
        return List.of(policies.checkChange("iam:TagPolicy", input.policyArn(), context)
                .with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public TagPolicyResponse handle(TagPolicyRequest input, RequestContext context) {
        Arn arn = policies.changeable("tag policies", input.policyArn(), context);
        policies.store().changeOnly(context, transaction -> {
            ManagedPolicy policy = policies.require(transaction, arn);
            policies.store()
                    .tables()
                    .policies()
                    .put(transaction, policy.withTags(TagSet.OF_POLICY.with(policy.tags(), input.tags())));
        });
        return TagPolicyResponse.builder().build();
    }
}
