// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.group;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.ListGroupsForUserRequest;
import io.drawbridge.iam.model.ListGroupsForUserResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Group;
import io.drawbridge.iam.store.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lists the groups that a user is in.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html">ListGroupsForUser</a>
 */
final class ListGroupsForUser implements ApiAction<ListGroupsForUserRequest, ListGroupsForUserResponse> {
    private final EntityStore store;
    private final Pager pager;

    ListGroupsForUser(EntityStore store, Pager pager) {
        this.store = store;
        this.pager = pager;
    }

    @Override
    public Operation<ListGroupsForUserRequest, ListGroupsForUserResponse> operation() {
        return ListGroupsForUserRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListGroupsForUserRequest input, RequestContext context) {
        return List.of(store.access().on("iam:ListGroupsForUser", EntityKind.USER, input.userName(), context));
    }

    @Override
    public ListGroupsForUserResponse handle(ListGroupsForUserRequest input, RequestContext context) {
        PageRequest request = PageRequest.of(
                pager, "iam:ListGroupsForUser", context, input.marker(), input.maxItems(), input.userName());
        PageRequest.Page<Group> page = store.read(context, transaction -> {
            User user = store.entities().user(transaction, context.account(), input.userName());
            return request.cut(groups(transaction, user), group -> group.name().toLowerCase(Locale.ROOT));
        });
        return ListGroupsForUserResponse.builder()
                .groups(page.map(ResponseMapper::group).items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private List<Group> groups(ReadTransaction transaction, User user) {
        List<Group> groups = new ArrayList<>();
        for (String groupId : store.tables().memberships().groupsOf(transaction, user.account(), user.id())) {
            if (store.entities().byId(transaction, groupId).orElse(null) instanceof Group group) {
                groups.add(group);
            }
        }
        return groups;
    }
}
