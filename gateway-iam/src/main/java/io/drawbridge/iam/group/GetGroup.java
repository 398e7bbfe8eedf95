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
import io.drawbridge.iam.model.GetGroupRequest;
import io.drawbridge.iam.model.GetGroupResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Group;
import io.drawbridge.iam.store.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Describes a group and lists its users.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html">GetGroup</a>
 */
final class GetGroup implements ApiAction<GetGroupRequest, GetGroupResponse> {
    private final EntityStore store;
    private final Pager pager;

    GetGroup(EntityStore store, Pager pager) {
        this.store = store;
        this.pager = pager;
    }

    @Override
    public Operation<GetGroupRequest, GetGroupResponse> operation() {
        return GetGroupRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetGroupRequest input, RequestContext context) {
        return List.of(store.access().on("iam:GetGroup", EntityKind.GROUP, input.groupName(), context));
    }

    @Override
    public GetGroupResponse handle(GetGroupRequest input, RequestContext context) {
        PageRequest request =
                PageRequest.of(pager, "iam:GetGroup", context, input.marker(), input.maxItems(), input.groupName());
        return store.read(context, transaction -> {
            Group group = store.entities().group(transaction, context.account(), input.groupName());
            PageRequest.Page<User> page =
                    request.cut(members(transaction, group), user -> user.name().toLowerCase(Locale.ROOT));
            return GetGroupResponse.builder()
                    .group(ResponseMapper.group(group))
                    .users(page.map(ResponseMapper::listed).items())
                    .isTruncated(page.truncated())
                    .marker(page.marker())
                    .build();
        });
    }

    private List<User> members(ReadTransaction transaction, Group group) {
        List<User> users = new ArrayList<>();
        for (String userId : store.tables().memberships().usersOf(transaction, group.account(), group.id())) {
            if (store.entities().byId(transaction, userId).orElse(null) instanceof User user) {
                users.add(user);
            }
        }
        return users;
    }
}
