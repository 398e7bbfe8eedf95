// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DeletePolicyVersionRequest;
import io.drawbridge.iam.model.DeletePolicyVersionResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.PolicyVersionRow;
import java.util.List;

/**
 * Deletes a version of a managed policy other than the default.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html">
 *     DeletePolicyVersion</a>
 */
final class DeletePolicyVersion implements ApiAction<DeletePolicyVersionRequest, DeletePolicyVersionResponse> {
    private final CustomerPolicies policies;

    DeletePolicyVersion(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<DeletePolicyVersionRequest, DeletePolicyVersionResponse> operation() {
        return DeletePolicyVersionRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeletePolicyVersionRequest input, RequestContext context) {
        return List.of(policies.checkChange("iam:DeletePolicyVersion", input.policyArn(), context));
    }

    @Override
    public DeletePolicyVersionResponse handle(DeletePolicyVersionRequest input, RequestContext context) {
        Arn arn = policies.changeable("delete policy versions for policies", input.policyArn(), context);
        policies.store().changeOnly(context, transaction -> {
            ManagedPolicy policy = policies.require(transaction, arn);
            PolicyVersionRow version = policies.requireVersion(transaction, policy, input.versionId());
            if (version.number() == policy.defaultVersion()) {
                throw new AwsException(IamError.DELETE_CONFLICT, "Cannot delete the default version of a policy.");
            }
            policies.store().tables().policies().deleteVersion(transaction, policy, version.number());
        });
        return DeletePolicyVersionResponse.builder().build();
    }
}
