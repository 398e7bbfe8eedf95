// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.accesskey;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.identity.SecretKey;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.Creation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.limits.IamLimits;
import io.drawbridge.iam.model.CreateAccessKeyRequest;
import io.drawbridge.iam.model.CreateAccessKeyResponse;
import io.drawbridge.iam.store.AccessKey;
import io.drawbridge.iam.store.AccessKeyTable;
import java.time.Instant;
import java.util.List;

/**
 * Creates an access key. Only this response contains its secret.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html">CreateAccessKey</a>
 */
final class CreateAccessKey implements ApiAction<CreateAccessKeyRequest, CreateAccessKeyResponse> {
    private final EntityStore store;
    private final Creation creation;

    CreateAccessKey(EntityStore store, Creation creation) {
        this.store = store;
        this.creation = creation;
    }

    @Override
    public Operation<CreateAccessKeyRequest, CreateAccessKeyResponse> operation() {
        return CreateAccessKeyRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(CreateAccessKeyRequest input, RequestContext context) {
        return List.of(KeyOwner.of(input.userName(), context).check("iam:CreateAccessKey", store, context));
    }

    @Override
    public CreateAccessKeyResponse handle(CreateAccessKeyRequest input, RequestContext context) {
        AccountId account = context.account();
        KeyOwner owner = KeyOwner.of(input.userName(), context);
        String keyId = creation.ids().accessKeyId(account);
        SecretKey secret = creation.ids().secret();
        Instant now = creation.now();
        AccessKeyTable keys = store.tables().accessKeys();
        store.changeOnly(context, transaction -> {
            AccessKey key = new AccessKey(keyId, account, owner.userId(transaction, store, account), secret, true, now);
            int present = keys.list(transaction, account, key.ownerId()).size();
            IamLimits.requireRoom(present, IamLimits.ACCESS_KEYS_PER_USER, "AccessKeysPerUser");
            keys.put(transaction, key);
        });
        return CreateAccessKeyResponse.builder()
                .accessKey(io.drawbridge.iam.model.AccessKey.builder()
                        .userName(owner.userName())
                        .accessKeyId(keyId)
                        .status("Active")
                        .secretAccessKey(secret.reveal())
                        .createDate(now)
                        .build())
                .build();
    }
}
