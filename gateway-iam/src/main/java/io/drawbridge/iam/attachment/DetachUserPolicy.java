// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.DetachUserPolicyRequest;
import io.drawbridge.iam.model.DetachUserPolicyResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Detaches a managed policy from a user.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html">DetachUserPolicy</a>
 */
final class DetachUserPolicy implements ApiAction<DetachUserPolicyRequest, DetachUserPolicyResponse> {
    private final Attachments attachments;

    DetachUserPolicy(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public Operation<DetachUserPolicyRequest, DetachUserPolicyResponse> operation() {
        return DetachUserPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DetachUserPolicyRequest input, RequestContext context) {
        return List.of(attachments.check(
                "iam:DetachUserPolicy", EntityKind.USER, input.userName(), input.policyArn(), context));
    }

    @Override
    public DetachUserPolicyResponse handle(DetachUserPolicyRequest input, RequestContext context) {
        attachments.detach(EntityKind.USER, input.userName(), input.policyArn(), context);
        return DetachUserPolicyResponse.builder().build();
    }
}
