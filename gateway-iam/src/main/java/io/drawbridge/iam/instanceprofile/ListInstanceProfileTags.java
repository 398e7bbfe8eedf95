// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.instanceprofile;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.ListInstanceProfileTagsRequest;
import io.drawbridge.iam.model.ListInstanceProfileTagsResponse;
import io.drawbridge.iam.model.Tag;
import io.drawbridge.iam.store.InstanceProfile;
import java.util.List;

/**
 * Lists the tags of an instance profile.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfileTags.html">ListInstanceProfileTags</a>
 */
final class ListInstanceProfileTags
        implements ApiAction<ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse> {
    private final InstanceProfiles profiles;
    private final Pager pager;

    ListInstanceProfileTags(InstanceProfiles profiles, Pager pager) {
        this.profiles = profiles;
        this.pager = pager;
    }

    @Override
    public Operation<ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse> operation() {
        return ListInstanceProfileTagsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListInstanceProfileTagsRequest input, RequestContext context) {
        return List.of(profiles.on("iam:ListInstanceProfileTags", input.instanceProfileName(), context));
    }

    @Override
    public ListInstanceProfileTagsResponse handle(ListInstanceProfileTagsRequest input, RequestContext context) {
        PageRequest request = PageRequest.of(
                pager,
                "iam:ListInstanceProfileTags",
                context,
                input.marker(),
                input.maxItems(),
                input.instanceProfileName());
        InstanceProfile profile = profiles.store()
                .read(
                        context,
                        transaction -> profiles.require(transaction, context.account(), input.instanceProfileName()));
        PageRequest.Page<Tag> page = request.cutInOrder(ResponseMapper.tags(profile.tags()));
        return ListInstanceProfileTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
