// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.model.CreatePolicyRequest;
import io.drawbridge.iam.model.CreatePolicyResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.EntityCounts;
import io.drawbridge.iam.store.EntityIdentity;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.PolicyVersionRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Creates a managed policy with its first version.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html">CreatePolicy</a>
 */
final class CreatePolicy implements ApiAction<CreatePolicyRequest, CreatePolicyResponse> {
    private final CustomerPolicies policies;

    CreatePolicy(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<CreatePolicyRequest, CreatePolicyResponse> operation() {
        return CreatePolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreatePolicyRequest input, RequestContext context) {
        String resource = "policy" + (input.path() == null ? "/" : input.path()) + input.policyName();
        return List.of(AccessCheck.onOwn("iam:CreatePolicy", Arn.iam(context.account(), resource))
                .shownAs("policy " + input.policyName())
                .with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public CreatePolicyResponse handle(CreatePolicyRequest input, RequestContext context) {
        AccountId account = context.account();
        CustomerPolicies.requireValid(input.policyDocument());
        Instant now = policies.creation().now();
        ManagedPolicy policy = new ManagedPolicy(
                EntityIdentity.created(
                        account,
                        input.policyName(),
                        input.path(),
                        policies.creation().ids().policyId(account),
                        now),
                now,
                input.description(),
                1,
                1,
                TagSet.OF_POLICY.with(Map.of(), input.tags()));
        PolicyVersionRow version = new PolicyVersionRow(1, input.policyDocument(), now);
        return policies.store().change(context, transaction -> {
            requireNew(transaction, policy);
            policies.store().tables().policies().put(transaction, policy);
            policies.store().tables().policies().putVersion(transaction, policy, version);
            return CreatePolicyResponse.builder()
                    .policy(policies.form(transaction, policy, account)
                            .tags(policy.tags().isEmpty() ? null : ResponseMapper.tags(policy.tags()))
                            .build())
                    .build();
        });
    }

    private void requireNew(ReadTransaction transaction, ManagedPolicy policy) {
        if (policies.store()
                .tables()
                .policies()
                .find(transaction, policy.account(), policy.name())
                .isPresent()) {
            throw new AwsException(
                    IamError.ENTITY_ALREADY_EXISTS,
                    "A policy called " + policy.name() + " already exists. Duplicate names are not allowed.");
        }
        EntityCounts.requireRoom(policies.store().tables(), transaction, policy.account(), EntityCounts.Counted.POLICY);
    }
}
