// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.policy;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.ListPolicyTagsRequest;
import io.drawbridge.iam.model.ListPolicyTagsResponse;
import io.drawbridge.iam.model.Tag;
import java.util.List;

/**
 * Lists the tags of a managed policy.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html">ListPolicyTags</a>
 */
final class ListPolicyTags implements ApiAction<ListPolicyTagsRequest, ListPolicyTagsResponse> {
    private final CustomerPolicies policies;

    ListPolicyTags(CustomerPolicies policies) {
        this.policies = policies;
    }

    @Override
    public Operation<ListPolicyTagsRequest, ListPolicyTagsResponse> operation() {
        return ListPolicyTagsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListPolicyTagsRequest input, RequestContext context) {
        return List.of(policies.check("iam:ListPolicyTags", input.policyArn(), context));
    }

    @Override
    public ListPolicyTagsResponse handle(ListPolicyTagsRequest input, RequestContext context) {
        Arn arn = ManagedPolicies.arn(input.policyArn());
        PageRequest request = PageRequest.of(
                policies.pager(), "iam:ListPolicyTags", context, input.marker(), input.maxItems(), input.policyArn());
        boolean ofAws = policies.managed().aws(arn).isPresent();
        List<Tag> tags = ofAws
                ? List.of()
                : policies.store()
                        .read(
                                context,
                                transaction -> ResponseMapper.tags(
                                        policies.require(transaction, arn).tags()));
        PageRequest.Page<Tag> page = request.cutInOrder(tags);
        return ListPolicyTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
