// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.entity;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.iam.store.Entity;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.transaction.IamTransactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates the access checks of actions on users, groups and roles of the caller's account. The action works on the same
 * entity that the check read: see {@link IamTransactions}.
 */
public final class EntityAccess {
    private final IamTransactions transactions;
    private final Entities entities;

    public EntityAccess(IamTransactions transactions, Entities entities) {
        this.transactions = transactions;
        this.entities = entities;
    }

    /**
     * Returns the check of an action on the entity of that name, with its tags; with the path {@code /} when there is
     * none.
     */
    public AccessCheck on(String action, EntityKind kind, String name, RequestContext context) {
        return check(action, kind, name, find(kind, name, context), context.account());
    }

    /**
     * Returns the check of an action on an entity, with the entity's permissions boundary as
     * {@code iam:PermissionsBoundary}.
     */
    public AccessCheck onBounded(String action, EntityKind kind, String name, RequestContext context) {
        Optional<Entity> entity = find(kind, name, context);
        AccessCheck check = check(action, kind, name, entity, context.account());
        return kind == EntityKind.GROUP
                ? check
                : check.with(
                        IamConditions.boundary(entity.map(Entity::boundaryArn).orElse(null)));
    }

    /**
     * Returns the checks of a change of name or path: on the old ARN and, if it differs, on the new one.
     *
     * @param newName null when it stays
     * @param newPath null when it stays
     */
    public List<AccessCheck> onRenamed(
            String action,
            EntityKind kind,
            String name,
            @Nullable String newName,
            @Nullable String newPath,
            RequestContext context) {
        Optional<Entity> entity = find(kind, name, context);
        AccessCheck before = check(action, kind, name, entity, context.account());
        String path = newPath != null ? newPath : entity.map(Entity::path).orElse("/");
        Arn after = Arn.iam(context.account(), kind.word() + path + (newName != null ? newName : name));
        return after.equals(before.resource())
                ? List.of(before)
                : List.of(
                        before,
                        AccessCheck.onOwn(action, after)
                                .with(IamConditions.resourceTags(
                                        entity.map(Entity::tags).orElse(Map.of()))));
    }

    /** Returns the check of an action that creates an entity. */
    public static AccessCheck onNew(
            String action, EntityKind kind, @Nullable String path, String name, RequestContext context) {
        String resource = kind.word() + (path == null ? "/" : path) + name;
        return AccessCheck.onOwn(action, Arn.iam(context.account(), resource));
    }

    /** Returns the check of a list of entities, on the ARN that AWS forms from the path prefix. */
    public static AccessCheck onList(String action, String word, @Nullable String pathPrefix, RequestContext context) {
        String resource = word + (pathPrefix == null ? "/" : pathPrefix);
        return AccessCheck.onOwn(action, Arn.iam(context.account(), resource));
    }

    private Optional<Entity> find(EntityKind kind, String name, RequestContext context) {
        return transactions.read(context, transaction -> entities.find(transaction, kind, context.account(), name));
    }

    private static AccessCheck check(
            String action, EntityKind kind, String name, Optional<Entity> entity, AccountId account) {
        Arn arn = entity.map(Entity::arn).orElseGet(() -> Arn.iam(account, kind.word() + "/" + name));
        AccessCheck check = AccessCheck.onOwn(action, arn).shownAs(kind.word() + " " + name);
        return check.with(IamConditions.resourceTags(entity.map(Entity::tags).orElse(Map.of())));
    }
}
