// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.ResponseMapper;
import io.drawbridge.iam.model.GetUserRequest;
import io.drawbridge.iam.model.GetUserResponse;
import io.drawbridge.iam.store.Account;
import io.drawbridge.iam.store.EntityKind;
import java.util.List;
import java.util.Optional;

/**
 * Describes a user, or the caller when the request has no name.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html">GetUser</a>
 */
final class GetUser implements ApiAction<GetUserRequest, GetUserResponse> {
    private final EntityStore store;

    GetUser(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<GetUserRequest, GetUserResponse> operation() {
        return GetUserRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetUserRequest input, RequestContext context) {
        String name = NamedCaller.userName(input.userName(), context);
        return List.of(
                name == null
                        ? AccessCheck.onOwn("iam:GetUser", context.principal().arn())
                        : store.access().on("iam:GetUser", EntityKind.USER, name, context));
    }

    @Override
    public GetUserResponse handle(GetUserRequest input, RequestContext context) {
        String name = NamedCaller.userName(input.userName(), context);
        return GetUserResponse.builder()
                .user(store.read(
                        context,
                        transaction -> name == null
                                ? root(transaction, context.account())
                                : ResponseMapper.described(
                                        store.entities().user(transaction, context.account(), name))))
                .build();
    }

    /** AWS: the root has neither path nor user id; its name is the account alias. */
    private io.drawbridge.iam.model.User root(ReadTransaction transaction, AccountId id) {
        Optional<Account> account = store.tables().accounts().find(transaction, id);
        return io.drawbridge.iam.model.User.builder()
                .userName(account.map(Account::alias).orElse(null))
                .userId(id.digits())
                .arn(Arn.iam(id, "root").toString())
                .createDate(account.map(Account::createdAt).orElse(null))
                .build();
    }
}
