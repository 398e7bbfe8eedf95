// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.AttachRolePolicyRequest;
import io.drawbridge.iam.model.AttachRolePolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Attaches a managed policy to a role; does nothing when it is already attached.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html">AttachRolePolicy</a>
 */
final class AttachRolePolicy implements ApiAction<AttachRolePolicyRequest, AttachRolePolicyResponse> {
    private final Attachments attachments;

    AttachRolePolicy(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public Operation<AttachRolePolicyRequest, AttachRolePolicyResponse> operation() {
        return AttachRolePolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(AttachRolePolicyRequest input, RequestContext context) {
        return List.of(attachments.check(
                "iam:AttachRolePolicy", EntityKind.ROLE, input.roleName(), input.policyArn(), context));
    }

    @Override
    public AttachRolePolicyResponse handle(AttachRolePolicyRequest input, RequestContext context) {
        attachments.attach(EntityKind.ROLE, input.roleName(), input.policyArn(), context);
        return AttachRolePolicyResponse.builder().build();
    }
}
