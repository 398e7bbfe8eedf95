// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.usercredential;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.UserCredential;
import io.drawbridge.iam.store.UserCredentialTable;
import io.drawbridge.iam.user.CredentialOwner;
import java.util.List;

/**
 * Finds the credentials of one kind that users have.
 *
 * @param before the text before the id of a missing one
 * @param after the text after it
 */
record UserCredentials(EntityStore store, UserCredential.Kind kind, String before, String after) {
    static UserCredentials sshKeys(EntityStore store) {
        return new UserCredentials(
                store, UserCredential.Kind.SSH_PUBLIC_KEY, "The Public Key with id ", " cannot be found.");
    }

    static UserCredentials signingCertificates(EntityStore store) {
        return new UserCredentials(
                store, UserCredential.Kind.SIGNING_CERTIFICATE, "The Certificate with id ", " cannot be found.");
    }

    static UserCredentials serviceSpecific(EntityStore store) {
        return new UserCredentials(store, UserCredential.Kind.SERVICE_SPECIFIC, "No such credential ", " exists");
    }

    UserCredentialTable table() {
        return store.tables().userCredentials();
    }

    /** Returns the credentials of an owner. */
    List<UserCredential> of(ReadTransaction transaction, AccountId account, CredentialOwner owner) {
        return table().list(transaction, account, owner.id(transaction, store, account), kind);
    }

    /** @throws AwsException NoSuchEntity */
    UserCredential require(ReadTransaction transaction, AccountId account, CredentialOwner owner, String id) {
        return table().find(transaction, account, owner.id(transaction, store, account), kind, id)
                .orElseThrow(() -> new AwsException(IamError.NO_SUCH_ENTITY, before + id + after));
    }

    /** Sets the status of a credential. */
    void setStatus(RequestContext context, CredentialOwner owner, String id, String status) {
        if (status.equals("Expired")) {
            throw new AwsException(IamError.INVALID_INPUT, "The status of a credential cannot be set to Expired.");
        }
        store.changeOnly(context, transaction -> table().put(
                        transaction,
                        require(transaction, context.account(), owner, id).withActive(status.equals("Active"))));
    }

    /** Deletes a credential. */
    void delete(RequestContext context, CredentialOwner owner, String id) {
        store.changeOnly(context, transaction -> table().delete(
                        transaction, require(transaction, context.account(), owner, id)));
    }

    /** Returns the owner's name as it was created; for the root, the account id. */
    String shownName(ReadTransaction transaction, AccountId account, CredentialOwner owner) {
        String name = owner.userName();
        return name == null
                ? account.digits()
                : store.entities().user(transaction, account, name).name();
    }
}
