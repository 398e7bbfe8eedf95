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
import io.drawbridge.iam.model.TagUserRequest;
import io.drawbridge.iam.model.TagUserResponse;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.User;
import java.util.List;

/**
 * Sets tags of a user; other tags stay.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html">TagUser</a>
 */
final class TagUser implements ApiAction<TagUserRequest, TagUserResponse> {
    private final EntityStore store;

    TagUser(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<TagUserRequest, TagUserResponse> operation() {
        return TagUserRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(TagUserRequest input, RequestContext context) {
        return List.of(store.access()
                .on("iam:TagUser", EntityKind.USER, input.userName(), context)
                .with(IamConditions.requestTags(input.tags())));
    }

    @Override
    public TagUserResponse handle(TagUserRequest input, RequestContext context) {
        AccountId account = context.account();
        store.changeOnly(context, transaction -> {
            User user = store.entities().user(transaction, account, input.userName());
            store.tables().users().put(transaction, user.withTags(TagSet.OF_USER.with(user.tags(), input.tags())));
        });
        return TagUserResponse.builder().build();
    }
}
