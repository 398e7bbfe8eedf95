// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.AttachedPolicy;
import io.drawbridge.iam.model.ListAttachedRolePoliciesRequest;
import io.drawbridge.iam.model.ListAttachedRolePoliciesResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Lists the managed policies that are attached to a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html">
 *     ListAttachedRolePolicies</a>
 */
final class ListAttachedRolePolicies
        implements ApiAction<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse> {
    private final Attachments attachments;

    ListAttachedRolePolicies(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public Operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse> operation() {
        return ListAttachedRolePoliciesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListAttachedRolePoliciesRequest input, RequestContext context) {
        return List.of(
                attachments.checkList("iam:ListAttachedRolePolicies", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public ListAttachedRolePoliciesResponse handle(ListAttachedRolePoliciesRequest input, RequestContext context) {
        PageRequest request = attachments.page(
                "iam:ListAttachedRolePolicies",
                context,
                input.marker(),
                input.maxItems(),
                input.roleName(),
                input.pathPrefix());
        PageRequest.Page<AttachedPolicy> page =
                attachments.list(EntityKind.ROLE, input.roleName(), input.pathPrefix(), request, context);
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
