// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.accesskey;

import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.model.Operation;
import io.drawbridge.iam.IamState;
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
import org.jspecify.annotations.Nullable;

/**
 * Tells when, by which service and in which region an access key was last used.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html">
 *     GetAccessKeyLastUsed</a>
 */
final class GetAccessKeyLastUsed implements ApiAction<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse> {
    private static final String NEVER = "N/A";

    private final IamState state;

    GetAccessKeyLastUsed(IamState state) {
        this.state = state;
    }

    @Override
    public Operation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse> operation() {
        return GetAccessKeyLastUsedRequest.OPERATION;
    }

    @Override
    public List<AccessCheck> accessChecks(GetAccessKeyLastUsedRequest input, RequestContext context) {
        Found found = find(input.accessKeyId(), context.account());
        Entity user = found.user();
        Arn resource = user == null ? Arn.iam(context.account(), "user/") : user.arn();
        return List.of(AccessCheck.onOwn("iam:GetAccessKeyLastUsed", resource)
                .with(IamConditions.resourceTags(user == null ? Map.of() : user.tags()))
                .shownAs("access key " + input.accessKeyId()));
    }

    @Override
    public GetAccessKeyLastUsedResponse handle(GetAccessKeyLastUsedRequest input, RequestContext context) {
        Found found = find(input.accessKeyId(), context.account());
        if (found.key() == null) {
            // AWS: whose key it is stays a secret, so a key that does not exist is refused in the same way.
            throw new AwsException(
                    CommonError.ACCESS_DENIED,
                    "User: " + context.principal().arn() + " is not authorized to perform: iam:GetAccessKeyLastUsed"
                            + " on resource: access key " + input.accessKeyId());
        }
        AccessKeyUse use = found.use();
        return GetAccessKeyLastUsedResponse.builder()
                .userName(found.user() == null ? null : found.user().name())
                .accessKeyLastUsed(AccessKeyLastUsed.builder()
                        .lastUsedDate(use == null ? null : use.at())
                        .serviceName(use == null ? NEVER : use.service())
                        .region(use == null ? NEVER : use.region())
                        .build())
                .build();
    }

    /** A key of the caller's account with its user and last use; all null when there is no such key. */
    private record Found(
            @Nullable AccessKey key,
            @Nullable Entity user,
            @Nullable AccessKeyUse use) {}

    private Found find(String keyId, AccountId account) {
        AccessKeyTable keys = state.tables().accessKeys();
        return state.tables().store().read(transaction -> {
            AccessKey key = keys.find(transaction, keyId)
                    .filter(found -> found.account().equals(account))
                    .orElse(null);
            if (key == null) {
                return new Found(null, null, null);
            }
            String userId = key.userId();
            Entity user = userId == null
                    ? null
                    : state.entities().byId(transaction, userId).orElse(null);
            return new Found(key, user, keys.lastUse(transaction, keyId).orElse(null));
        });
    }
}
