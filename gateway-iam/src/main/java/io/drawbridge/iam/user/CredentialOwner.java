// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.user;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.store.EntityKind;
import org.jspecify.annotations.Nullable;

/**
 * The user or account root whose credentials an action works on.
 *
 * @param userName null for the account root
 */
public record CredentialOwner(@Nullable String userName) {
    /**
     * Returns the user of that name, or the caller when the request names none.
     *
     * @throws io.drawbridge.core.error.AwsException ValidationError for a session that does not belong to a user
     */
    public static CredentialOwner of(@Nullable String userName, RequestContext context) {
        return new CredentialOwner(NamedCaller.userName(userName, context));
    }

    /**
     * Returns the owner that a request must name. The root names itself {@code root} or by its account id, which no user
     * has as a name.
     */
    public static CredentialOwner named(String userName, EntityStore store, RequestContext context) {
        boolean root = context.principal() instanceof Principal.AccountRoot
                && (userName.equals("root") || userName.equals(context.account().digits()))
                && !store.read(context, transaction -> store.entities()
                        .find(transaction, EntityKind.USER, context.account(), userName)
                        .isPresent());
        return new CredentialOwner(root ? null : userName);
    }

    /** Returns the check of an action on the owner. */
    public AccessCheck check(String action, EntityStore store, RequestContext context) {
        return userName == null
                ? AccessCheck.onOwn(action, Arn.iam(context.account(), "root"))
                : store.access().on(action, EntityKind.USER, userName, context);
    }

    /**
     * Returns the user's unique id, or the account id for the root.
     *
     * @throws io.drawbridge.core.error.AwsException NoSuchEntity
     */
    public String id(ReadTransaction transaction, EntityStore store, AccountId account) {
        return userName == null
                ? account.digits()
                : store.entities().user(transaction, account, userName).id();
    }
}
