// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.accesskey;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.model.AccessKeyLastUsed;
import io.drawbridge.iam.model.GetAccessKeyLastUsedRequest;
import io.drawbridge.iam.model.GetAccessKeyLastUsedResponse;
import io.drawbridge.iam.store.AccessKey;
import io.drawbridge.iam.store.AccessKeyTable;
import io.drawbridge.iam.store.AccessKeyUse;
import io.drawbridge.iam.store.Entity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Returns when, with which service and in which region an access key was last used.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html">
 *     GetAccessKeyLastUsed</a>
 */
final class GetAccessKeyLastUsed implements ApiAction<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse> {
    private static final String NEVER = "N/A";

    private final EntityStore store;

    GetAccessKeyLastUsed(EntityStore store) {
        this.store = store;
    }

    @Override
    public Operation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse> operation() {
        return GetAccessKeyLastUsedRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetAccessKeyLastUsedRequest input, RequestContext context) {
        Entity user = store.read(context, transaction -> key(transaction, input.accessKeyId(), context)
                        .flatMap(key -> user(transaction, key)))
                .orElse(null);
        Arn resource = user == null ? Arn.iam(context.account(), "user/") : user.arn();
        return List.of(AccessCheck.onOwn("iam:GetAccessKeyLastUsed", resource)
                .with(IamConditions.resourceTags(user == null ? Map.of() : user.tags()))
                .shownAs("access key " + input.accessKeyId()));
    }

    @Override
    public GetAccessKeyLastUsedResponse handle(GetAccessKeyLastUsedRequest input, RequestContext context) {
        KeyUse keyUse = find(input.accessKeyId(), context);
        if (keyUse.key() == null) {
            // AWS: the owner of a key is not disclosed, so a key that does not exist is refused in the same way.
            throw new AwsException(
                    CommonError.ACCESS_DENIED,
                    "User: " + context.principal().arn() + " is not authorized to perform iam:GetAccessKeyLastUsed"
                            + " on resource: access key " + input.accessKeyId());
        }
        AccessKeyUse use = keyUse.use();
        return GetAccessKeyLastUsedResponse.builder()
                .userName(keyUse.user() == null ? null : keyUse.user().name())
                .accessKeyLastUsed(AccessKeyLastUsed.builder()
                        .lastUsedDate(use == null ? null : use.at())
                        .serviceName(use == null ? NEVER : use.service())
                        .region(use == null ? NEVER : use.region())
                        .build())
                .build();
    }

    /** A key of the caller's account with its user and last use; all fields are null when there is no such key. */
    private record KeyUse(
            @Nullable AccessKey key,
            @Nullable Entity user,
            @Nullable AccessKeyUse use) {}

    private KeyUse find(String keyId, RequestContext context) {
        AccessKeyTable keys = store.tables().accessKeys();
        return store.read(context, transaction -> {
            AccessKey key = key(transaction, keyId, context).orElse(null);
            return key == null
                    ? new KeyUse(null, null, null)
                    : new KeyUse(
                            key,
                            user(transaction, key).orElse(null),
                            keys.lastUse(transaction, keyId).orElse(null));
        });
    }

    private Optional<AccessKey> key(ReadTransaction transaction, String keyId, RequestContext context) {
        return store.tables().accessKeys().find(transaction, keyId).filter(key -> key.account()
                .equals(context.account()));
    }

    private Optional<Entity> user(ReadTransaction transaction, AccessKey key) {
        return key.userId() == null ? Optional.empty() : store.entities().byId(transaction, key.userId());
    }
}
