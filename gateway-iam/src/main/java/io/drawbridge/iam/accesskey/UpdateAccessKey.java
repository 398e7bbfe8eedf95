// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.accesskey;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.model.UpdateAccessKeyRequest;
import io.drawbridge.iam.model.UpdateAccessKeyResponse;
import io.drawbridge.iam.store.AccessKey;
import java.util.List;

/**
 * Activates or deactivates an access key.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html">UpdateAccessKey</a>
 */
final class UpdateAccessKey implements ApiAction<UpdateAccessKeyRequest, UpdateAccessKeyResponse> {
    private final EntityStore store;

    UpdateAccessKey(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<UpdateAccessKeyRequest, UpdateAccessKeyResponse> operation() {
        return UpdateAccessKeyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(UpdateAccessKeyRequest input, RequestContext context) {
        return List.of(KeyOwner.of(input.userName(), context).check("iam:UpdateAccessKey", store, context));
    }

    @Override
    public UpdateAccessKeyResponse handle(UpdateAccessKeyRequest input, RequestContext context) {
        if (input.status().equals("Expired")) {
            throw new AwsException(IamError.INVALID_INPUT, "The status of an access key cannot be set to Expired.");
        }
        AccountId account = context.account();
        KeyOwner owner = KeyOwner.of(input.userName(), context);
        store.changeOnly(context, transaction -> {
            AccessKey key = owner.key(transaction, store, account, input.accessKeyId());
            store.tables()
                    .accessKeys()
                    .put(transaction, key.withActive(input.status().equals("Active")));
        });
        return UpdateAccessKeyResponse.builder().build();
    }
}
