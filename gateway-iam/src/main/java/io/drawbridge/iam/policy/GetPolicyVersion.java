// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.GetPolicyVersionRequest;
import io.drawbridge.iam.model.GetPolicyVersionResponse;
import io.drawbridge.iam.model.PolicyVersion;
import io.drawbridge.iam.store.AwsManagedPolicy;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.PolicyVersionRow;
import java.util.List;

/**
 * Returns a version of a managed policy with its document.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html">GetPolicyVersion</a>
 */
final class GetPolicyVersion implements ApiAction<GetPolicyVersionRequest, GetPolicyVersionResponse> {
    private final CustomerPolicies policies;

    GetPolicyVersion(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<GetPolicyVersionRequest, GetPolicyVersionResponse> operation() {
        return GetPolicyVersionRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetPolicyVersionRequest input, RequestContext context) {
        return List.of(policies.check("iam:GetPolicyVersion", input.policyArn(), context));
    }

    @Override
    public GetPolicyVersionResponse handle(GetPolicyVersionRequest input, RequestContext context) {
        Arn arn = ManagedPolicies.arn(input.policyArn());
        PolicyVersion version = ManagedPolicies.ownedByAws(arn)
                ? ofAws(arn, input.versionId())
                : policies.store().read(context, transaction -> {
                    ManagedPolicy policy = policies.requireVersioned(transaction, arn, input.versionId());
                    PolicyVersionRow row = policies.requireVersion(transaction, policy, input.versionId());
                    return PolicyVersion.builder()
                            .document(ResponseMapper.document(row.document()))
                            .versionId(input.versionId())
                            .isDefaultVersion(row.number() == policy.defaultVersion())
                            .createDate(row.createdAt())
                            .build();
                });
        return GetPolicyVersionResponse.builder().policyVersion(version).build();
    }

    private PolicyVersion ofAws(Arn arn, String versionId) {
        AwsManagedPolicy policy =
                policies.managed().aws(arn).orElseThrow(() -> CustomerPolicies.missingVersion(arn, versionId));
        if (!versionId.equals(CustomerPolicies.versionId(policy.version()))) {
            throw CustomerPolicies.missingVersion(arn, versionId);
        }
        return PolicyVersion.builder()
                .document(ResponseMapper.document(policies.managed().document(policy)))
                .versionId(versionId)
                .isDefaultVersion(true)
                .createDate(policy.updatedAt())
                .build();
    }
}
