// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.Entity;
import io.drawbridge.iam.store.EntityCounts;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Group;
import io.drawbridge.iam.store.IamTables;
import io.drawbridge.iam.store.Role;
import io.drawbridge.iam.store.User;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds users, groups and roles by name, without regard to case. */
public final class Entities {
    private static final String SERVICE_LINKED_PATH = "/aws-service-role/";

    private final IamTables tables;

    public Entities(IamTables tables) {
        this.tables = tables;
    }

    /** Returns the entity with that name, without regard to case. */
    public Optional<Entity> find(ReadTransaction transaction, EntityKind kind, AccountId account, String name) {
        Optional<? extends Entity> candidate =
                switch (kind) {
                    case USER -> tables.users().find(transaction, account, name);
                    case GROUP -> tables.groups().find(transaction, account, name);
                    case ROLE -> tables.roles().find(transaction, account, name);
                };
        return candidate.map(entity -> entity);
    }

    /** @throws AwsException NoSuchEntity */
    public Entity require(ReadTransaction transaction, EntityKind kind, AccountId account, String name) {
        return find(transaction, kind, account, name).orElseThrow(() -> missing(kind, name));
    }

    /** @throws AwsException NoSuchEntity */
    public User user(ReadTransaction transaction, AccountId account, String name) {
        return tables.users().find(transaction, account, name).orElseThrow(() -> missing(EntityKind.USER, name));
    }

    /** @throws AwsException NoSuchEntity */
    public Group group(ReadTransaction transaction, AccountId account, String name) {
        return tables.groups().find(transaction, account, name).orElseThrow(() -> missing(EntityKind.GROUP, name));
    }

    /** @throws AwsException NoSuchEntity */
    public Role role(ReadTransaction transaction, AccountId account, String name) {
        return tables.roles().find(transaction, account, name).orElseThrow(() -> missing(EntityKind.ROLE, name));
    }

    /**
     * Returns a role that the caller wants to change.
     *
     * @throws AwsException NoSuchEntity, or UnmodifiableEntity for a role that only AWS may change
     */
    public Role changeableRole(ReadTransaction transaction, AccountId account, String name) {
        Role role = role(transaction, account, name);
        requireChangeable(role);
        return role;
    }

    /**
     * Returns a role whose description or tags the caller wants to change; those of service-linked roles may be changed.
     *
     * @throws AwsException NoSuchEntity, or UnmodifiableEntity for a role of Identity Center
     */
    public Role describableRole(ReadTransaction transaction, AccountId account, String name) {
        Role role = role(transaction, account, name);
        if (!role.path().startsWith(SERVICE_LINKED_PATH)) {
            requireChangeable(role);
        }
        return role;
    }

    /**
     * Checks that customers may change the entity.
     *
     * @throws AwsException UnmodifiableEntity for a service-linked role or one of Identity Center
     */
    public static void requireChangeable(Entity entity) {
        if (entity.kind() == EntityKind.ROLE
                && (entity.path().startsWith(SERVICE_LINKED_PATH)
                        || entity.path().startsWith("/aws-reserved/"))) {
            throw new AwsException(
                    IamError.UNMODIFIABLE_ENTITY,
                    "Cannot perform the operation on the protected role '" + entity.name()
                            + "' - this role is only modifiable by AWS");
        }
    }

    /** Returns the entity with the unique id. */
    public Optional<Entity> byId(ReadTransaction transaction, String id) {
        return tables.uniqueIds().find(transaction, id).flatMap(reference -> {
            Optional<? extends Entity> candidate =
                    switch (reference.kind()) {
                        case USER -> tables.users().find(transaction, reference.account(), reference.name());
                        case GROUP -> tables.groups().find(transaction, reference.account(), reference.name());
                        case ROLE -> tables.roles().find(transaction, reference.account(), reference.name());
                    };
            return candidate.filter(entity -> entity.id().equals(id)).map(entity -> entity);
        });
    }

    /**
     * Checks that a new entity of the name can be created: names must differ in more than case, and the quota must not
     * be reached.
     *
     * @throws AwsException EntityAlreadyExists or LimitExceeded
     */
    public void requireNew(ReadTransaction transaction, EntityKind kind, AccountId account, String name) {
        requireFree(transaction, kind, account, name, null);
        EntityCounts.requireRoom(tables, transaction, account, kind);
    }

    /**
     * Checks that no other entity has the name, without regard to case.
     *
     * @param ownId the unique id of the entity that is renamed; null for a new one
     * @throws AwsException EntityAlreadyExists
     */
    public void requireFree(
            ReadTransaction transaction, EntityKind kind, AccountId account, String name, @Nullable String ownId) {
        Optional<? extends Entity> holder =
                switch (kind) {
                    case USER -> tables.users().find(transaction, account, name);
                    case GROUP -> tables.groups().find(transaction, account, name);
                    case ROLE -> tables.roles().find(transaction, account, name);
                };
        if (holder.isPresent() && !holder.get().id().equals(ownId)) {
            throw new AwsException(
                    IamError.ENTITY_ALREADY_EXISTS, kind.title() + " with name " + name + " already exists.");
        }
    }

    /** Returns the error for a name that no entity has. */
    public static AwsException missing(EntityKind kind, String name) {
        return new AwsException(
                IamError.NO_SUCH_ENTITY, "The " + kind.word() + " with name " + name + " cannot be found.");
    }
}
