// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.GetPolicyRequest;
import io.drawbridge.iam.model.GetPolicyResponse;
import io.drawbridge.iam.model.Policy;
import io.drawbridge.iam.store.AwsManagedPolicy;
import io.drawbridge.iam.store.ManagedPolicy;
import java.util.List;

/**
 * Describes a managed policy.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html">GetPolicy</a>
 */
final class GetPolicy implements ApiAction<GetPolicyRequest, GetPolicyResponse> {
    private final CustomerPolicies policies;

    GetPolicy(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<GetPolicyRequest, GetPolicyResponse> operation() {
        return GetPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetPolicyRequest input, RequestContext context) {
        return List.of(policies.check("iam:GetPolicy", input.policyArn(), context));
    }

    @Override
    public GetPolicyResponse handle(GetPolicyRequest input, RequestContext context) {
        AccountId account = context.account();
        Arn arn = ManagedPolicies.arn(input.policyArn());
        AwsManagedPolicy aws = policies.managed().aws(arn).orElse(null);
        Policy policy = policies.store().read(context, transaction -> {
            if (aws != null) {
                return policies.form(transaction, aws, account)
                        .description(aws.description().isEmpty() ? null : aws.description())
                        .tags(List.of())
                        .build();
            }
            ManagedPolicy customer = policies.require(transaction, arn);
            return policies.form(transaction, customer, account)
                    .description(customer.description())
                    .tags(ResponseMapper.tags(customer.tags()))
                    .build();
        });
        return GetPolicyResponse.builder().policy(policy).build();
    }
}
