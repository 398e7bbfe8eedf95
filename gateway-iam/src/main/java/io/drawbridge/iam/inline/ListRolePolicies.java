// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListRolePoliciesRequest;
import io.drawbridge.iam.model.ListRolePoliciesResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Lists the names of a role's inline policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html">ListRolePolicies</a>
 */
final class ListRolePolicies implements ApiAction<ListRolePoliciesRequest, ListRolePoliciesResponse> {
    private final InlinePolicies policies;

    ListRolePolicies(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<ListRolePoliciesRequest, ListRolePoliciesResponse> operation() {
        return ListRolePoliciesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListRolePoliciesRequest input, RequestContext context) {
        return List.of(policies.access().on("iam:ListRolePolicies", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public ListRolePoliciesResponse handle(ListRolePoliciesRequest input, RequestContext context) {
        PageRequest.Page<String> page = policies.list(
                "iam:ListRolePolicies", EntityKind.ROLE, input.roleName(), context, input.marker(), input.maxItems());
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
