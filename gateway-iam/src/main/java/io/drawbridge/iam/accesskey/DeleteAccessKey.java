// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.accesskey;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.DeleteAccessKeyRequest;
import io.drawbridge.iam.model.DeleteAccessKeyResponse;
import io.drawbridge.iam.store.AccessKey;
import java.util.List;

/**
 * Deletes an access key. Requests that it signs are refused from the next one on.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html">DeleteAccessKey</a>
 */
final class DeleteAccessKey implements ApiAction<DeleteAccessKeyRequest, DeleteAccessKeyResponse> {
    private final EntityStore store;

    DeleteAccessKey(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<DeleteAccessKeyRequest, DeleteAccessKeyResponse> operation() {
        return DeleteAccessKeyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(DeleteAccessKeyRequest input, RequestContext context) {
        return List.of(KeyOwner.of(input.userName(), context).check("iam:DeleteAccessKey", store, context));
    }

    @Override
    public DeleteAccessKeyResponse handle(DeleteAccessKeyRequest input, RequestContext context) {
        AccountId account = context.account();
        KeyOwner owner = KeyOwner.of(input.userName(), context);
        store.changeOnly(context, transaction -> {
            AccessKey key = owner.key(transaction, store, account, input.accessKeyId());
            store.tables().accessKeys().delete(transaction, key);
        });
        return DeleteAccessKeyResponse.builder().build();
    }
}
