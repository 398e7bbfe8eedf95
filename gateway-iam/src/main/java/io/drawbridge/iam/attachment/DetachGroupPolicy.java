// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DetachGroupPolicyRequest;
import io.drawbridge.iam.model.DetachGroupPolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Detaches a managed policy from a group.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachGroupPolicy.html">DetachGroupPolicy</a>
 */
final class DetachGroupPolicy implements ApiAction<DetachGroupPolicyRequest, DetachGroupPolicyResponse> {
    private final Attachments attachments;

    DetachGroupPolicy(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public Operation<DetachGroupPolicyRequest, DetachGroupPolicyResponse> operation() {
        return DetachGroupPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DetachGroupPolicyRequest input, RequestContext context) {
        return List.of(attachments.check(
                "iam:DetachGroupPolicy", EntityKind.GROUP, input.groupName(), input.policyArn(), context));
    }

    @Override
    public DetachGroupPolicyResponse handle(DetachGroupPolicyRequest input, RequestContext context) {
        attachments.detach(EntityKind.GROUP, input.groupName(), input.policyArn(), context);
        return DetachGroupPolicyResponse.builder().build();
    }
}
