// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.accesskey;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.AccessKey;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.user.NamedCaller;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The user or account root whose keys an action works on.
 *
 * @param userName null for the account root
 */
record KeyOwner(@Nullable String userName) {
    static KeyOwner of(@Nullable String userName, RequestContext context) {
        return new KeyOwner(NamedCaller.userName(userName, context));
    }

    AccessCheck check(String action, EntityStore store, RequestContext context) {
        return userName == null
                ? AccessCheck.onOwn(action, Arn.iam(context.account(), "root"))
                : store.access().on(action, EntityKind.USER, userName, context);
    }

    /**
     * Returns the user's unique id, or null for the account root.
     *
     * @throws AwsException NoSuchEntity
     */
    @Nullable
    String userId(ReadTransaction transaction, EntityStore store, AccountId account) {
        return userName == null
                ? null
                : store.entities().user(transaction, account, userName).id();
    }

    /**
     * Returns the owner's key with that id.
     *
     * @throws AwsException NoSuchEntity when there is none, or the user was deleted
     */
    AccessKey key(ReadTransaction transaction, EntityStore store, AccountId account, String keyId) {
        String userId = userId(transaction, store, account);
        return store.tables()
                .accessKeys()
                .find(transaction, keyId)
                .filter(key -> key.account().equals(account) && Objects.equals(key.userId(), userId))
                .orElseThrow(() -> new AwsException(
                        IamError.NO_SUCH_ENTITY, "The Access Key with id " + keyId + " cannot be found."));
    }
}
