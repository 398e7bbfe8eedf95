// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.accesskey;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.core.model.Pager;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.PageRequest;
import io.drawbridge.iam.model.AccessKeyMetadata;
import io.drawbridge.iam.model.ListAccessKeysRequest;
import io.drawbridge.iam.model.ListAccessKeysResponse;
import io.drawbridge.iam.store.AccessKey;
import java.util.List;

/**
 * Lists the access keys of a user, or of the caller when no name is given. Secrets are never shown again.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html">ListAccessKeys</a>
 */
final class ListAccessKeys implements ApiAction<ListAccessKeysRequest, ListAccessKeysResponse> {
    private final EntityStore store;
    private final Pager pager;

    ListAccessKeys(EntityStore store, Pager pager) {
        this.store = store;
        this.pager = pager;
    }

    @Override
    public Operation<ListAccessKeysRequest, ListAccessKeysResponse> operation() {
        return ListAccessKeysRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(ListAccessKeysRequest input, RequestContext context) {
        return List.of(KeyOwner.of(input.userName(), context).check("iam:ListAccessKeys", store, context));
    }

    @Override
    public ListAccessKeysResponse handle(ListAccessKeysRequest input, RequestContext context) {
        AccountId account = context.account();
        KeyOwner owner = KeyOwner.of(input.userName(), context);
        PageRequest request = PageRequest.of(
                pager, "iam:ListAccessKeys", context, input.marker(), input.maxItems(), owner.userName());
        PageRequest.Page<AccessKey> page = store.read(context, transaction -> {
            String userId = owner.userId(transaction, store, account);
            String ownerId = userId == null ? account.digits() : userId;
            return request.cut(store.tables().accessKeys().list(transaction, account, ownerId), AccessKey::id);
        });
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(page.map(key -> metadata(key, owner)).items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static AccessKeyMetadata metadata(AccessKey key, KeyOwner owner) {
        return AccessKeyMetadata.builder()
                .userName(owner.userName())
                .accessKeyId(key.id())
                .status(key.active() ? "Active" : "Inactive")
                .createDate(key.createdAt())
                .build();
    }
}
