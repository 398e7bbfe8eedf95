// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityAccess;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.model.CreateUserRequest;
import io.drawbridge.iam.model.CreateUserResponse;
import io.drawbridge.iam.policy.ManagedPolicies;
import io.drawbridge.iam.store.EntityIdentity;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.User;
import java.util.List;
import java.util.Map;

/**
 * Creates a user.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html">CreateUser</a>
 */
final class CreateUser implements ApiAction<CreateUserRequest, CreateUserResponse> {
    private final EntityStore store;
    private final Creation creation;
    private final ManagedPolicies managedPolicies;

    CreateUser(EntityStore store, Creation creation, ManagedPolicies managedPolicies) {
        this.store = store;
        this.creation = creation;
        this.managedPolicies = managedPolicies;
    }

    @Override
    public Operation<CreateUserRequest, CreateUserResponse> operation() {
        return CreateUserRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateUserRequest input, RequestContext context) {
        return List.of(EntityAccess.onNew("iam:CreateUser", EntityKind.USER, input.path(), input.userName(), context)
                .with(IamConditions.requestTags(input.tags()))
                .with(IamConditions.boundary(input.permissionsBoundary())));
    }

    @Override
    public CreateUserResponse handle(CreateUserRequest input, RequestContext context) {
        AccountId account = context.account();
        Arn boundary = input.permissionsBoundary() == null ? null : ManagedPolicies.arn(input.permissionsBoundary());
        User user = new User(
                EntityIdentity.created(
                        account, input.userName(), input.path(), creation.ids().userId(account), creation.now()),
                TagSet.OF_USER.with(Map.of(), input.tags()),
                boundary == null ? null : boundary.toString());
        store.changeOnly(context, transaction -> {
            store.entities().requireNew(transaction, EntityKind.USER, account, user.name());
            if (boundary != null) {
                managedPolicies.requireBoundary(transaction, boundary, account);
                store.tables().policyLinks().bound(transaction, account, user.id(), boundary.toString());
            }
            store.tables().users().put(transaction, user);
        });
        return CreateUserResponse.builder().user(ResponseMapper.described(user)).build();
    }
}
