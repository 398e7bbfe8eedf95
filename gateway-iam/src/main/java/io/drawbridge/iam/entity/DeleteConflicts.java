// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.Entity;
import io.drawbridge.iam.store.Group;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.Role;
import io.drawbridge.iam.store.User;
import io.drawbridge.iam.store.UserCredential;

/**
 * Checks that an entity may be deleted.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html">DeleteUser</a>
 */
public final class DeleteConflicts {
    private final IamTables tables;
    private final ReadTransaction transaction;

    public DeleteConflicts(IamTables tables, ReadTransaction transaction) {
        this.tables = tables;
        this.transaction = transaction;
    }

    /** @throws AwsException DeleteConflict */
    public void requireDeletable(User user) {
        requireNoPolicies(user);
        require(
                tables.passwords().find(transaction, user.account(), user.id()).isEmpty(),
                "must delete login profile first.");
        require(
                tables.accessKeys().list(transaction, user.account(), user.id()).isEmpty(),
                "must delete access keys first.");
        requireNone(user, UserCredential.Kind.SIGNING_CERTIFICATE, "must delete signing certificates first.");
        requireNone(user, UserCredential.Kind.SSH_PUBLIC_KEY, "must delete SSH public keys first.");
        requireNone(user, UserCredential.Kind.SERVICE_SPECIFIC, "must delete service specific credentials first.");
        require(
                tables.mfaDevices()
                        .ofOwner(transaction, user.account(), user.id())
                        .isEmpty(),
                "must delete MFA device first.");
        require(
                tables.memberships()
                        .groupsOf(transaction, user.account(), user.id())
                        .isEmpty(),
                "must remove users from group first.");
    }

    /** @throws AwsException DeleteConflict */
    public void requireDeletable(Group group) {
        require(
                tables.memberships()
                        .usersOf(transaction, group.account(), group.id())
                        .isEmpty(),
                "must remove users from group first.");
        requireNoPolicies(group);
    }

    /** @throws AwsException DeleteConflict */
    public void requireDeletable(Role role) {
        require(
                tables.instanceProfiles()
                        .ofRole(transaction, role.account(), role.id())
                        .isEmpty(),
                "must remove roles from instance profile first.");
        requireNoPolicies(role);
    }

    private void requireNone(User user, UserCredential.Kind kind, String conflict) {
        require(
                tables.userCredentials()
                        .list(transaction, user.account(), user.id(), kind)
                        .isEmpty(),
                conflict);
    }

    private void requireNoPolicies(Entity entity) {
        require(
                tables.policyLinks()
                        .attachedTo(transaction, entity.account(), entity.id())
                        .isEmpty(),
                "must detach all policies first.");
        require(
                tables.inlinePolicies()
                        .list(transaction, entity.account(), entity.id())
                        .isEmpty(),
                "must delete policies first.");
    }

    private static void require(boolean free, String conflict) {
        if (!free) {
            throw new AwsException(IamError.DELETE_CONFLICT, "Cannot delete entity, " + conflict);
        }
    }
}
