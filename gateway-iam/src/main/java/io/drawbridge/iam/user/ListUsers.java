// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.ListUsersRequest;
import io.drawbridge.iam.model.ListUsersResponse;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Lists the users of the account.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html">ListUsers</a>
 */
final class ListUsers implements ApiAction<ListUsersRequest, ListUsersResponse> {
    private final EntityStore store;
    private final Pager pager;

    ListUsers(EntityStore store, Pager pager) {
        this.store = store;
        this.pager = pager;
    }

    @Override
    public Operation<ListUsersRequest, ListUsersResponse> operation() {
        return ListUsersRequest.OPERATION;
    }

    // AWS: the resource is formed from the path prefix; the manual names none.
    @Override
    public List<AccessCheck> accessChecks(ListUsersRequest input, RequestContext context) {
        return List.of(EntityAccess.onList("iam:ListUsers", "user", input.pathPrefix(), context));
    }

    @Override
    public ListUsersResponse handle(ListUsersRequest input, RequestContext context) {
        PageRequest request =
                PageRequest.of(pager, "iam:ListUsers", context, input.marker(), input.maxItems(), input.pathPrefix());
        PageRequest.Page<User> page = store.read(
                context,
                transaction -> request.walkPath(
                        (after, visitor) -> store.tables().users().walk(transaction, context.account(), after, visitor),
                        input.pathPrefix()));
        return ListUsersResponse.builder()
                .users(page.map(ResponseMapper::listed).items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
