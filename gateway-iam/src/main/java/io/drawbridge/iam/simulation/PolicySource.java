// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import static io.drawbridge.iam.simulation.SimulationInput.invalid;

import io.drawbridge.core.action.RequestContext;
import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.iam.directory.IamDirectory;
import io.drawbridge.iam.entity.Entities;
import io.drawbridge.iam.entity.EntityStore;
import io.drawbridge.iam.entity.IamConditions;
import io.drawbridge.iam.model.IamError;
import io.drawbridge.iam.store.Entity;
import io.drawbridge.iam.store.EntityKind;
import io.drawbridge.iam.store.Role;
import io.drawbridge.iam.store.User;
import java.util.Map;
import java.util.Optional;

/** The user, group or role whose policies are simulated. */
record PolicySource(Arn arn, EntityKind kind, String name) {
    /**
     * @throws AwsException InvalidInput when the text is not the ARN of a user, group or role
     */
    static PolicySource of(String text) {
        Arn arn = Optional.of(Arn.parse(text).orElseThrow(() -> invalid("Invalid ARN:  Could not be parsed!")))
                .filter(parsed -> parsed.service().equals("iam")
                        && parsed.region().isEmpty()
                        && AccountId.isValid(parsed.account())
                        && !parsed.resource().endsWith("/"))
                .orElseThrow(() -> invalid("Invalid Entity Arn: " + text));
        for (EntityKind kind : EntityKind.values()) {
            if (arn.resource().startsWith(kind.word() + "/")) {
                return new PolicySource(
                        arn, kind, arn.resource().substring(arn.resource().lastIndexOf('/') + 1));
            }
        }
        throw invalid("Invalid Entity Arn: " + text);
    }

    /** Returns the check whether the caller may simulate these policies. */
    AccessCheck check(String action, RequestContext context, EntityStore store) {
        Map<String, String> tags = find(context, store).map(Entity::tags).orElse(Map.of());
        return AccessCheck.onOwn(action, arn).with(IamConditions.resourceTags(tags));
    }

    /** @throws AwsException NoSuchEntity, also for entities of other accounts */
    Entity require(RequestContext context, EntityStore store) {
        return find(context, store).orElseThrow(() -> Entities.missing(kind, name));
    }

    private Optional<Entity> find(RequestContext context, EntityStore store) {
        if (!arn.account().equals(context.account().digits())) {
            return Optional.empty();
        }
        return store.read(context, transaction -> store.entities().find(transaction, kind, context.account(), name))
                .filter(entity -> entity.arn().equals(arn));
    }

    /**
     * Returns the principal that calls with these policies: the user, a session of the role, or any user for a group.
     */
    static Principal.InAccount principal(Entity entity) {
        if (entity instanceof User user) {
            return user.principal();
        }
        return entity instanceof Role role
                ? new Principal.RoleSession(role.account(), role.arn(), role.id(), role.name(), "simulation")
                : SimulatedCaller.nobody(entity.account());
    }

    /** Returns the current policies of the entity. */
    static IdentityPolicies policies(Entity entity, IamDirectory directory) {
        Optional<IdentityPolicies> entityPolicies = entity.kind() == EntityKind.GROUP
                ? directory.policiesOfGroup(entity.account(), entity.id())
                : directory.policiesOf(principal(entity));
        return entityPolicies.orElseThrow(() -> new AwsException(
                IamError.NO_SUCH_ENTITY,
                "The " + entity.kind().word() + " with name " + entity.name() + " cannot be found."));
    }
}
