// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.AttachedPolicy;
import io.drawbridge.iam.model.ListAttachedGroupPoliciesRequest;
import io.drawbridge.iam.model.ListAttachedGroupPoliciesResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Lists the managed policies that are attached to a group.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedGroupPolicies.html">
 *     ListAttachedGroupPolicies</a>
 */
final class ListAttachedGroupPolicies
        implements ApiAction<ListAttachedGroupPoliciesRequest, ListAttachedGroupPoliciesResponse> {
    private final Attachments attachments;

    ListAttachedGroupPolicies(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public Operation<ListAttachedGroupPoliciesRequest, ListAttachedGroupPoliciesResponse> operation() {
        return ListAttachedGroupPoliciesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListAttachedGroupPoliciesRequest input, RequestContext context) {
        return List.of(
                attachments.checkList("iam:ListAttachedGroupPolicies", EntityKind.GROUP, input.groupName(), context));
    }

    @Override
    public ListAttachedGroupPoliciesResponse handle(ListAttachedGroupPoliciesRequest input, RequestContext context) {
        PageRequest request = attachments.page(
                "iam:ListAttachedGroupPolicies",
                context,
                input.marker(),
                input.maxItems(),
                input.groupName(),
                input.pathPrefix());
        PageRequest.Page<AttachedPolicy> page =
                attachments.list(EntityKind.GROUP, input.groupName(), input.pathPrefix(), request, context);
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
