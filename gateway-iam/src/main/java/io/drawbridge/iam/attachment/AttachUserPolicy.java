// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.AttachUserPolicyRequest;
import io.drawbridge.iam.model.AttachUserPolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Attaches a managed policy to a user; does nothing when it is already attached.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html">AttachUserPolicy</a>
 */
final class AttachUserPolicy implements ApiAction<AttachUserPolicyRequest, AttachUserPolicyResponse> {
    private final Attachments attachments;

    AttachUserPolicy(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public Operation<AttachUserPolicyRequest, AttachUserPolicyResponse> operation() {
        return AttachUserPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(AttachUserPolicyRequest input, RequestContext context) {
        return List.of(attachments.check(
                "iam:AttachUserPolicy", EntityKind.USER, input.userName(), input.policyArn(), context));
    }

    @Override
    public AttachUserPolicyResponse handle(AttachUserPolicyRequest input, RequestContext context) {
        attachments.attach(EntityKind.USER, input.userName(), input.policyArn(), context);
        return AttachUserPolicyResponse.builder().build();
    }
}
