// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.AttachGroupPolicyRequest;
import io.drawbridge.iam.model.AttachGroupPolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Attaches a managed policy to a group; does nothing when it is already attached.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html">AttachGroupPolicy</a>
 */
final class AttachGroupPolicy implements ApiAction<AttachGroupPolicyRequest, AttachGroupPolicyResponse> {
    private final Attachments attachments;

    AttachGroupPolicy(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public Operation<AttachGroupPolicyRequest, AttachGroupPolicyResponse> operation() {
        return AttachGroupPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(AttachGroupPolicyRequest input, RequestContext context) {
        return List.of(attachments.check(
                "iam:AttachGroupPolicy", EntityKind.GROUP, input.groupName(), input.policyArn(), context));
    }

    @Override
    public AttachGroupPolicyResponse handle(AttachGroupPolicyRequest input, RequestContext context) {
        attachments.attach(EntityKind.GROUP, input.groupName(), input.policyArn(), context);
        return AttachGroupPolicyResponse.builder().build();
    }
}
