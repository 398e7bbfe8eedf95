// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.inline;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.ListGroupPoliciesRequest;
import io.drawbridge.iam.model.ListGroupPoliciesResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Lists the names of a group's inline policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupPolicies.html">ListGroupPolicies</a>
 */
final class ListGroupPolicies implements ApiAction<ListGroupPoliciesRequest, ListGroupPoliciesResponse> {
    private final InlinePolicies policies;

    ListGroupPolicies(InlinePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<ListGroupPoliciesRequest, ListGroupPoliciesResponse> operation() {
        return ListGroupPoliciesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListGroupPoliciesRequest input, RequestContext context) {
        return List.of(policies.access().on("iam:ListGroupPolicies", EntityKind.GROUP, input.groupName(), context));
    }

    @Override
    public ListGroupPoliciesResponse handle(ListGroupPoliciesRequest input, RequestContext context) {
        PageRequest.Page<String> page = policies.list(
                "iam:ListGroupPolicies",
                EntityKind.GROUP,
                input.groupName(),
                context,
                input.marker(),
                input.maxItems());
        return ListGroupPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
