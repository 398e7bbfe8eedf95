// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.policy.condition.ArnPattern;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.KnownValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision under way: what is asked, and what statements are compared with. It is all that a decision allocates until
 * a condition or a variable asks for a value. Used by one thread, once.
 */
final class Evaluation implements ConditionValues {
    private final AuthorizationContext context;
    private final AccessCheck check;
    private final ActionName action;
    private final @Nullable PolicySet session;
    private final Decision.Relation relation;
    private final boolean anyResource;
    private @Nullable KnownValues values;
    private @Nullable Arn principalArn;
    private @Nullable ArnPattern lastPattern;
    private boolean lastConcerns;
    private GrantLevel found = GrantLevel.NONE;

    /** @param membership the place of the resource's account in its organization, or null */
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

    /** The policies that limit the session; null when none do. */
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

    /** The values that conditions test. */
    KnownValues values() {
        KnownValues known = values;
        if (known == null) {
            known = new KnownValues(new CheckValues(context, check));
            values = known;
        }
        return known;
    }

    /** A value that a variable stands for. */
    @Override
    public @Nullable List<String> get(String lowerCaseKey) {
        return values().get(lowerCaseKey);
    }

    /** Whether the caller has a permissions boundary, which no NotPrincipal element spares. */
    boolean bounded() {
        return context.policies().boundary() != null;
    }

    /**
     * Whether a pattern describes the resource; only stars describe that of an action without resource type. Statements
     * of one policy often name the same resource, one after the other, so the last answer is kept.
     */
    boolean concerns(ArnPattern pattern) {
        if (pattern != lastPattern) {
            lastConcerns = anyResource ? pattern.matchesEverything() : pattern.matches(check.resource(), this);
            lastPattern = pattern;
        }
        return lastConcerns;
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

    /** Session policies that the token promises but nobody brought allow nothing. */
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
