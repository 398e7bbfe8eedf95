// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.attachment;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.AttachedPolicy;
import io.drawbridge.iam.model.ListAttachedUserPoliciesRequest;
import io.drawbridge.iam.model.ListAttachedUserPoliciesResponse;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;

/**
 * Lists the managed policies that are attached to a user.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html">
 *     ListAttachedUserPolicies</a>
 */
final class ListAttachedUserPolicies
        implements ApiAction<ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse> {
    private final Attachments attachments;

    ListAttachedUserPolicies(Attachments attachments) {
        this.attachments = attachments;
    }

    @Override
    public Operation<ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse> operation() {
        return ListAttachedUserPoliciesRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListAttachedUserPoliciesRequest input, RequestContext context) {
        return List.of(
                attachments.checkList("iam:ListAttachedUserPolicies", EntityKind.USER, input.userName(), context));
    }

    @Override
    public ListAttachedUserPoliciesResponse handle(ListAttachedUserPoliciesRequest input, RequestContext context) {
        PageRequest request = attachments.page(
                "iam:ListAttachedUserPolicies",
                context,
                input.marker(),
                input.maxItems(),
                input.userName(),
                input.pathPrefix());
        PageRequest.Page<AttachedPolicy> page =
                attachments.list(EntityKind.USER, input.userName(), input.pathPrefix(), request, context);
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
