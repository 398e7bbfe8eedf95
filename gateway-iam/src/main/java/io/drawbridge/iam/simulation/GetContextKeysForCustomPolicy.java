// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.ContextKeyNames;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.model.GetContextKeysForCustomPolicyRequest;
import io.drawbridge.iam.model.GetContextKeysForCustomPolicyResponse;
import java.util.List;

/**
 * Returns the condition keys that the policies in the request refer to.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html">
 *     GetContextKeysForCustomPolicy</a>
 */
final class GetContextKeysForCustomPolicy
        implements ApiAction<GetContextKeysForCustomPolicyRequest, GetContextKeysForCustomPolicyResponse> {
    @Override
    public Operation<GetContextKeysForCustomPolicyRequest, GetContextKeysForCustomPolicyResponse> operation() {
        return GetContextKeysForCustomPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetContextKeysForCustomPolicyRequest input, RequestContext context) {
        return List.of(AccessCheck.withoutResource("iam:GetContextKeysForCustomPolicy"));
    }

    @Override
    public GetContextKeysForCustomPolicyResponse handle(
            GetContextKeysForCustomPolicyRequest input, RequestContext context) {
        return GetContextKeysForCustomPolicyResponse.builder()
                .contextKeyNames(ContextKeyNames.of(InputPolicies.identity(input.policyInputList()))
                        .all())
                .build();
    }
}
