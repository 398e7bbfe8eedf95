// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.ContextKeyNames;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.GetContextKeysForPrincipalPolicyRequest;
import io.drawbridge.iam.model.GetContextKeysForPrincipalPolicyResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Returns the condition keys that the policies of a user, group or role refer to, including those of its boundary.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html">
 *     GetContextKeysForPrincipalPolicy</a>
 */
final class GetContextKeysForPrincipalPolicy
        implements ApiAction<GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPrincipalPolicyResponse> {
    private final EntityStore store;
    private final IamDirectory directory;

    GetContextKeysForPrincipalPolicy(EntityStore store, IamDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    @Override
    public Operation<GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPrincipalPolicyResponse> operation() {
        return GetContextKeysForPrincipalPolicyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetContextKeysForPrincipalPolicyRequest input, RequestContext context) {
        return List.of(
                PolicySource.of(input.policySourceArn()).check("iam:GetContextKeysForPrincipalPolicy", context, store));
    }

    @Override
    public GetContextKeysForPrincipalPolicyResponse handle(
            GetContextKeysForPrincipalPolicyRequest input, RequestContext context) {
        IdentityPolicies live =
                PolicySource.policies(PolicySource.of(input.policySourceArn()).require(context, store), directory);
        List<CompiledPolicy> all = new ArrayList<>(live.identity().policies());
        if (live.boundary() != null) {
            all.addAll(live.boundary().policies());
        }
        all.addAll(InputPolicies.identity(input.policyInputList()));
        return GetContextKeysForPrincipalPolicyResponse.builder()
                .contextKeyNames(ContextKeyNames.of(all).all())
                .build();
    }
}
