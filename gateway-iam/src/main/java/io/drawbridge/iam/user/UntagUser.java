// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.entity.TagSet;
import io.drawbridge.iam.model.UntagUserRequest;
import io.drawbridge.iam.model.UntagUserResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Removes tags of a user; keys that it does not have are ignored.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html">UntagUser</a>
 */
final class UntagUser implements ApiAction<UntagUserRequest, UntagUserResponse> {
    private final EntityStore store;

    UntagUser(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<UntagUserRequest, UntagUserResponse> operation() {
        return UntagUserRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UntagUserRequest input, RequestContext context) {
        return List.of(store.access()
                .on("iam:UntagUser", EntityKind.USER, input.userName(), context)
                .with(IamConditions.tagKeys(input.tagKeys())));
    }

    @Override
    public UntagUserResponse handle(UntagUserRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            User user = store.entities().user(transaction, account, input.userName());
            store.tables()
                    .users()
                    .put(transaction, user.withTags(TagSet.OF_USER.without(user.tags(), input.tagKeys())));
        });
        return UntagUserResponse.builder().build();
    }
}
