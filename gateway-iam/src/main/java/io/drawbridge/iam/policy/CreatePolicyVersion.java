// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.CreatePolicyVersionRequest;
import io.drawbridge.iam.model.CreatePolicyVersionResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.PolicyVersion;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.ManagedPolicyTable;
import io.drawbridge.iam.store.PolicyVersionRow;
import java.time.Instant;
import java.util.List;

/**
 * Adds a version to a managed policy, and makes it the default on request.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html">
 *     CreatePolicyVersion</a>
 */
final class CreatePolicyVersion implements ApiAction<CreatePolicyVersionRequest, CreatePolicyVersionResponse> {
    private final CustomerPolicies policies;

    CreatePolicyVersion(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<CreatePolicyVersionRequest, CreatePolicyVersionResponse> operation() {
        return CreatePolicyVersionRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreatePolicyVersionRequest input, RequestContext context) {
        return List.of(policies.checkChange("iam:CreatePolicyVersion", input.policyArn(), context));
    }

    @Override
    public CreatePolicyVersionResponse handle(CreatePolicyVersionRequest input, RequestContext context) {
        Arn arn = policies.changeable("create versions for policies", input.policyArn(), context);
        CustomerPolicies.requireValid(input.policyDocument());
        boolean asDefault = Boolean.TRUE.equals(input.setAsDefault());
        Instant now = policies.creation().now();
        ManagedPolicyTable table = policies.store().tables().policies();
        PolicyVersionRow made = policies.store().change(context, transaction -> {
            ManagedPolicy policy = policies.require(transaction, arn);
            if (table.versions(transaction, policy).size() >= IamLimits.VERSIONS_PER_POLICY) {
                throw new AwsException(
                        IamError.LIMIT_EXCEEDED,
                        "A managed policy can have up to " + IamLimits.VERSIONS_PER_POLICY
                                + " versions. Before you create a new version, you must delete an existing version.");
            }
            int number = policy.latestVersion() + 1;
            PolicyVersionRow version = new PolicyVersionRow(number, input.policyDocument(), now);
            table.put(transaction, policy.withVersion(asDefault ? number : policy.defaultVersion(), number, now));
            table.putVersion(transaction, policy, version);
            return version;
        });
        return CreatePolicyVersionResponse.builder()
                .policyVersion(PolicyVersion.builder()
                        .versionId(CustomerPolicies.versionId(made.number()))
                        .isDefaultVersion(asDefault)
                        .createDate(made.createdAt())
                        .build())
                .build();
    }
}
