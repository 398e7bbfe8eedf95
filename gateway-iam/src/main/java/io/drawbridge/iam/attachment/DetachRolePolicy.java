// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DetachRolePolicyRequest;
import io.drawbridge.iam.model.DetachRolePolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Detaches a managed policy from a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html">DetachRolePolicy</a>
 */
final class DetachRolePolicy implements ApiAction<DetachRolePolicyRequest, DetachRolePolicyResponse> {
    private final Attachments attachments;

    DetachRolePolicy(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public Operation<DetachRolePolicyRequest, DetachRolePolicyResponse> operation() {
        return DetachRolePolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DetachRolePolicyRequest input, RequestContext context) {
        return List.of(attachments.check(
                "iam:DetachRolePolicy", EntityKind.ROLE, input.roleName(), input.policyArn(), context));
    }

    @Override
    public DetachRolePolicyResponse handle(DetachRolePolicyRequest input, RequestContext context) {
        attachments.detach(EntityKind.ROLE, input.roleName(), input.policyArn(), context);
        return DetachRolePolicyResponse.builder().build();
    }
}
