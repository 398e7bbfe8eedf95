// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.SetDefaultPolicyVersionRequest;
import io.drawbridge.iam.model.SetDefaultPolicyVersionResponse;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.PolicyVersionRow;
import java.time.Instant;
import java.util.List;

/**
 * Makes a version of a managed policy the default version, which is in force.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html">
 *     SetDefaultPolicyVersion</a>
 */
final class SetDefaultPolicyVersion
        implements ApiAction<SetDefaultPolicyVersionRequest, SetDefaultPolicyVersionResponse> {
    private final CustomerPolicies policies;

    SetDefaultPolicyVersion(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<SetDefaultPolicyVersionRequest, SetDefaultPolicyVersionResponse> operation() {
        return SetDefaultPolicyVersionRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(SetDefaultPolicyVersionRequest input, RequestContext context) {
        return List.of(policies.checkChange("iam:SetDefaultPolicyVersion", input.policyArn(), context));
    }

    @Override
    public SetDefaultPolicyVersionResponse handle(SetDefaultPolicyVersionRequest input, RequestContext context) {
        Arn arn = policies.changeable("update policies", input.policyArn(), context);
        Instant now = policies.creation().now();
        policies.store().changeOnly(context, transaction -> {
            ManagedPolicy policy = policies.requireVersioned(transaction, arn, input.versionId());
            PolicyVersionRow version = policies.requireVersion(transaction, policy, input.versionId());
            policies.store()
                    .tables()
                    .policies()
                    .put(transaction, policy.withVersion(version.number(), policy.latestVersion(), now));
        });
        return SetDefaultPolicyVersionResponse.builder().build();
    }
}
