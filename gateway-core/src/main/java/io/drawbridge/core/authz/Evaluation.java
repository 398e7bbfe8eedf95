// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.policy.condition.ArnPattern;
import io.drawbridge.core.policy.condition.ConditionValueCache;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one decision: the access check, and the values with which statements are compared. It is the only
 * allocation of a decision until a condition or a variable needs a value. Used by one thread, once.
 */
final class Evaluation implements ConditionValues {
    private final AuthorizationContext context;
    private final AccessCheck check;
    private final ActionName action;
    private final @Nullable PolicySet session;
    private final Decision.Relation relation;
    private final boolean anyResource;
    private @Nullable ConditionValueCache values;
    private @Nullable Arn principalArn;
    private @Nullable ArnPattern lastPattern;
    private boolean lastConcerns;
    private GrantLevel bestLevel = GrantLevel.NONE;

    /** @param membership the organization membership of the resource's account, or null */
    Evaluation(
            AuthorizationContext context,
            AccessCheck check,
            ActionName action,
            @Nullable AccountMembership membership) {
        this.context = context;
        this.check = check;
        this.action = action;
        this.session = sessionPolicies(context);
        this.relation = relation(
                context.caller().principal(),
                check.resourceOwner(),
                context.policies().membership(),
                membership);
        this.anyResource = AccessCheck.ANY_RESOURCE.equals(check.resource());
    }

    AccessCheck check() {
        return check;
    }

    IdentityPolicies policies() {
        return context.policies();
    }

    /** Returns the policies that limit the session; null when there are none. */
    @Nullable
    PolicySet session() {
        return session;
    }

    Decision.Relation relation() {
        return relation;
    }

    Principal principal() {
        return context.caller().principal();
    }

    ActionName action() {
        return action;
    }

    /** Returns the values that conditions test. */
    ConditionValueCache values() {
        ConditionValueCache cached = values;
        if (cached == null) {
            cached = new ConditionValueCache(new CheckValues(context, check));
            values = cached;
        }
        return cached;
    }

    /** Returns the values of a policy variable. */
    @Override
    public @Nullable List<String> get(String lowerCaseKey) {
        return values().get(lowerCaseKey);
    }

    /** Returns whether the caller has a permissions boundary, which no NotPrincipal element exempts from a Deny. */
    boolean bounded() {
        return context.policies().boundary() != null;
    }

    /**
     * Returns whether a pattern matches the resource; only stars match the resource of an action without a resource
     * type. Consecutive statements of one policy often name the same resource, so the last result is cached.
     */
    boolean concerns(ArnPattern pattern) {
        if (pattern != lastPattern) {
            lastConcerns = anyResource ? pattern.matchesEverything() : pattern.matches(check.resource(), this);
            lastPattern = pattern;
        }
        return lastConcerns;
    }

    /** Records the level of the best statement of the current search. */
    void recordLevel(GrantLevel level) {
        bestLevel = level;
    }

    /** Returns the level of the best statement of the last search. */
    GrantLevel bestLevel() {
        return bestLevel;
    }

    boolean bestLevelAtLeast(GrantLevel level) {
        return bestLevel.compareTo(level) >= 0;
    }

    /** Returns the final ARN, built once. */
    Arn arnOf(Principal.InAccount caller) {
        Arn arn = principalArn;
        if (arn == null) {
            arn = caller.arn();
            principalArn = arn;
        }
        return arn;
    }

    /** Returns an empty set, which allows nothing, when the token promises session policies but none were loaded. */
    private static @Nullable PolicySet sessionPolicies(AuthorizationContext context) {
        SessionFacts facts = context.caller().session();
        boolean missing = context.sessionPolicies() == null && facts != null && facts.limited();
        return missing ? PolicySet.EMPTY : context.sessionPolicies();
    }

    private static Decision.Relation relation(
            Principal principal,
            @Nullable AccountId owner,
            @Nullable AccountMembership callers,
            @Nullable AccountMembership owners) {
        if (principal instanceof Principal.InAccount caller && (owner == null || owner.equals(caller.account()))) {
            return Decision.Relation.SAME_ACCOUNT;
        }
        boolean together =
                callers != null && owners != null && callers.organizationId().equals(owners.organizationId());
        return together ? Decision.Relation.SAME_ORGANIZATION : Decision.Relation.CROSS_ACCOUNT;
    }
}
