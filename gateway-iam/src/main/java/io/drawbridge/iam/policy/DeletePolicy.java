// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DeletePolicyRequest;
import io.drawbridge.iam.model.DeletePolicyResponse;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.ManagedPolicy;
import io.drawbridge.iam.store.ManagedPolicyTable;
import java.util.List;

/**
 * Deletes a managed policy that is not in use and has only its default version.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html">DeletePolicy</a>
 */
final class DeletePolicy implements ApiAction<DeletePolicyRequest, DeletePolicyResponse> {
    private final CustomerPolicies policies;

    DeletePolicy(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<DeletePolicyRequest, DeletePolicyResponse> operation() {
        return DeletePolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeletePolicyRequest input, RequestContext context) {
        return List.of(policies.checkChange("iam:DeletePolicy", input.policyArn(), context));
    }

    @Override
    public DeletePolicyResponse handle(DeletePolicyRequest input, RequestContext context) {
        Arn arn = policies.changeable("delete policies", input.policyArn(), context);
        ManagedPolicyTable table = policies.store().tables().policies();
        policies.store().changeOnly(context, transaction -> {
            ManagedPolicy policy = policies.require(transaction, arn);
            if (policies.attachments(transaction, arn, policy.account()) > 0
                    || policies.boundaries(transaction, arn, policy.account()) > 0) {
                throw new AwsException(IamError.DELETE_CONFLICT, "Cannot delete a policy attached to entities.");
            }
            if (table.versions(transaction, policy).size() > 1) {
                throw new AwsException(
                        IamError.DELETE_CONFLICT,
                        "This policy has more than one version. Before you delete a policy, you must delete the"
                                + " policy's versions. The default version is deleted with the policy.");
            }
            table.delete(transaction, policy);
        });
        return DeletePolicyResponse.builder().build();
    }
}
