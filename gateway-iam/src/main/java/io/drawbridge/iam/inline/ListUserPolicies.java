// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListUserPoliciesRequest;
import io.drawbridge.iam.model.ListUserPoliciesResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Lists the names of a user's inline policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html">ListUserPolicies</a>
 */
final class ListUserPolicies implements ApiAction<ListUserPoliciesRequest, ListUserPoliciesResponse> {
    private final InlinePolicies policies;

    ListUserPolicies(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<ListUserPoliciesRequest, ListUserPoliciesResponse> operation() {
        return ListUserPoliciesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListUserPoliciesRequest input, RequestContext context) {
        return List.of(policies.access().on("iam:ListUserPolicies", EntityKind.USER, input.userName(), context));
    }

    @Override
    public ListUserPoliciesResponse handle(ListUserPoliciesRequest input, RequestContext context) {
        PageRequest.Page<String> page = policies.list(
                "iam:ListUserPolicies", EntityKind.USER, input.userName(), context, input.marker(), input.maxItems());
        return ListUserPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
