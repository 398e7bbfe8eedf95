// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.group;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.ListGroupsRequest;
import io.drawbridge.iam.model.ListGroupsResponse;
import io.drawbridge.iam.store.Group;
import java.util.List;

/**
 * Lists the groups of the account.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html">ListGroups</a>
 */
final class ListGroups implements ApiAction<ListGroupsRequest, ListGroupsResponse> {
    private final EntityStore store;
    private final Pager pager;

    ListGroups(EntityStore store, Pager pager) {
        this.store = store;
        this.pager = pager;
    }

    @Override
    public Operation<ListGroupsRequest, ListGroupsResponse> operation() {
        return ListGroupsRequest.OPERATION;
    }

    // AWS: the resource is formed from the path prefix; the manual names none.
    @Override
    public List<AccessCheck> accessChecks(ListGroupsRequest input, RequestContext context) {
        return List.of(EntityAccess.onList("iam:ListGroups", "group", input.pathPrefix(), context));
    }

    @Override
    public ListGroupsResponse handle(ListGroupsRequest input, RequestContext context) {
        PageRequest request =
                PageRequest.of(pager, "iam:ListGroups", context, input.marker(), input.maxItems(), input.pathPrefix());
        PageRequest.Page<Group> page = store.read(
                context,
                transaction -> request.walkPath(
                        (after, visitor) ->
                                store.tables().groups().walk(transaction, context.account(), after, visitor),
                        input.pathPrefix()));
        return ListGroupsResponse.builder()
                .groups(page.map(ResponseMapper::group).items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
