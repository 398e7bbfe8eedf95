// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.condition.ConditionValues;
import org.jspecify.annotations.Nullable;

/** What statements are compared with, for one decision. Used by one thread. */
final class Evaluation {
    /** Whether the caller has a permissions boundary, which no NotPrincipal element spares. */
    enum Boundary {
        PRESENT,
        ABSENT
    }

    private final Principal principal;
    private final ActionName action;
    private final Arn resource;
    private final ConditionValues values;
    private final Boundary boundary;
    private final boolean anyResource;
    private @Nullable Arn principalArn;
    private GrantLevel found = GrantLevel.NONE;

    Evaluation(Principal principal, ActionName action, Arn resource, ConditionValues values, Boundary boundary) {
        this.principal = principal;
        this.action = action;
        this.resource = resource;
        this.values = values;
        this.boundary = boundary;
        this.anyResource = AccessCheck.ANY_RESOURCE.equals(resource);
    }

    Principal principal() {
        return principal;
    }

    ActionName action() {
        return action;
    }

    Arn resource() {
        return resource;
    }

    ConditionValues values() {
        return values;
    }

    boolean bounded() {
        return boundary == Boundary.PRESENT;
    }

    /** Whether the action has no resource type, so that only a star matches. */
    boolean anyResource() {
        return anyResource;
    }

    /** Notes the level of the best statement of the search that runs. */
    void found(GrantLevel level) {
        found = level;
    }

    /** The level of the best statement of the last search. */
    GrantLevel found() {
        return found;
    }

    boolean foundAtLeast(GrantLevel level) {
        return found.compareTo(level) >= 0;
    }

    /** The final ARN, made once. */
    Arn arnOf(Principal.InAccount caller) {
        Arn arn = principalArn;
        if (arn == null) {
            arn = caller.arn();
            principalArn = arn;
        }
        return arn;
    }
}
