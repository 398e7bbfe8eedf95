// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.ListUserTagsRequest;
import io.drawbridge.iam.model.ListUserTagsResponse;
import io.drawbridge.iam.model.Tag;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Lists the tags of a user.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html">ListUserTags</a>
 */
final class ListUserTags implements ApiAction<ListUserTagsRequest, ListUserTagsResponse> {
    private final EntityStore store;
    private final Pager pager;

    ListUserTags(EntityStore store, Pager pager) {
        this.store = store;
        this.pager = pager;
    }

    @Override
    public Operation<ListUserTagsRequest, ListUserTagsResponse> operation() {
        return ListUserTagsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListUserTagsRequest input, RequestContext context) {
        return List.of(store.access().on("iam:ListUserTags", EntityKind.USER, input.userName(), context));
    }

    @Override
    public ListUserTagsResponse handle(ListUserTagsRequest input, RequestContext context) {
        PageRequest request =
                PageRequest.of(pager, "iam:ListUserTags", context, input.marker(), input.maxItems(), input.userName());
        User user = store.read(
                context, transaction -> store.entities().user(transaction, context.account(), input.userName()));
        PageRequest.Page<Tag> page = request.cutInOrder(ResponseMapper.tags(user.tags()));
        return ListUserTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
