// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.group;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.CreateGroupRequest;
import io.drawbridge.iam.model.CreateGroupResponse;
import io.drawbridge.iam.store.EntityIdentity;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Group;
import java.util.List;

/**
 * Creates a group.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html">CreateGroup</a>
 */
final class CreateGroup implements ApiAction<CreateGroupRequest, CreateGroupResponse> {
    private final EntityStore store;
    private final Creation creation;

    CreateGroup(EntityStore store, Creation creation) {
        this.store = store;
        this.creation = creation;
    }

    @Override
    public Operation<CreateGroupRequest, CreateGroupResponse> operation() {
        return CreateGroupRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateGroupRequest input, RequestContext context) {
        return List.of(
                EntityAccess.onNew("iam:CreateGroup", EntityKind.GROUP, input.path(), input.groupName(), context));
    }

    @Override
    public CreateGroupResponse handle(CreateGroupRequest input, RequestContext context) {
        AccountId account = context.account();
        Group group = new Group(EntityIdentity.created(
                account, input.groupName(), input.path(), creation.ids().groupId(account), creation.now()));
        store.changeOnly(context, transaction -> {
            store.entities().requireNew(transaction, EntityKind.GROUP, account, group.name());
            store.tables().groups().put(transaction, group);
        });
        return CreateGroupResponse.builder().group(ResponseMapper.group(group)).build();
    }
}
