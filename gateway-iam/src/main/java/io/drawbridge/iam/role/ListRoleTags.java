// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.role;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.ListRoleTagsRequest;
import io.drawbridge.iam.model.ListRoleTagsResponse;
import io.drawbridge.iam.model.Tag;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import java.util.List;

/**
 * Lists the tags of a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html">ListRoleTags</a>
 */
final class ListRoleTags implements ApiAction<ListRoleTagsRequest, ListRoleTagsResponse> {
    private final EntityStore store;
    private final Pager pager;

    ListRoleTags(EntityStore store, Pager pager) {
        this.store = store;
        this.pager = pager;
    }

    @Override
    public Operation<ListRoleTagsRequest, ListRoleTagsResponse> operation() {
        return ListRoleTagsRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListRoleTagsRequest input, RequestContext context) {
        return List.of(store.access().on("iam:ListRoleTags", EntityKind.ROLE, input.roleName(), context));
    }

    @Override
    public ListRoleTagsResponse handle(ListRoleTagsRequest input, RequestContext context) {
        PageRequest request =
                PageRequest.of(pager, "iam:ListRoleTags", context, input.marker(), input.maxItems(), input.roleName());
        Role role = store.read(
                context, transaction -> store.entities().role(transaction, context.account(), input.roleName()));
        PageRequest.Page<Tag> page = request.cutInOrder(ResponseMapper.tags(role.tags()));
        return ListRoleTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
