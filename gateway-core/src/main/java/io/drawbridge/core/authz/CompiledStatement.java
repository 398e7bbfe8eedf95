// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.policy.ConditionEntry;
import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.NameList;
import io.drawbridge.core.policy.PolicyDocument;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.Statement;
import io.drawbridge.core.policy.condition.ArnPattern;
import io.drawbridge.core.policy.condition.ConditionTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement compiled for comparison with requests. The index matches its actions. */
final class CompiledStatement {
    /** Shared by all statements whose resources have no variables, which are nearly all. */
    private static final String[] NO_KEYS = {};

    private final MatchedStatement reference;
    private final boolean deny;
    private final List<ActionPattern> actions;
    private final boolean notAction;
    private final NameList.Form resourceForm;
    private final ArnPattern[] resources;
    private final boolean everyResource;
    private final String[] resourceKeys;
    private final @Nullable PrincipalMatcher principal;
    private final ConditionTest[] conditions;
    private final boolean readable;
    private Decision.@Nullable Allowed allowed;

    /**
     * @param patterns the compiled resources of the document; equal texts share one pattern, compared once per decision
     */
    CompiledStatement(
            PolicyDocument document,
            int index,
            PolicyOrigin origin,
            Function<String, Optional<AccountId>> canonicalUsers,
            Map<String, ArnPattern> patterns) {
        Statement statement = document.statements().get(index);
        this.reference = new MatchedStatement(origin, index, statement.sid(), statement.effect(), statement.span());
        this.deny = statement.effect() == Effect.DENY;
        this.actions = statement.actions().values().stream()
                .map(ActionPattern::compile)
                .toList();
        this.notAction = statement.actions().negated();
        this.resourceForm = statement.resources().form();
        this.resources = statement.resources().values().stream()
                .map(resource -> patterns.computeIfAbsent(
                        resource,
                        text -> ArnPattern.compile(
                                text, document.variables(), ArnPattern.Use.RESOURCE, missing(document.kind()))))
                .toArray(ArnPattern[]::new);
        this.everyResource = resourceForm == NameList.Form.POSITIVE && anyMatchesEverything(resources);
        Set<String> keys = new TreeSet<>();
        for (ArnPattern pattern : resources) {
            keys.addAll(pattern.keys());
        }
        this.resourceKeys = keys.toArray(NO_KEYS);
        boolean limits = deny || document.kind() == PolicyGrammar.RESOURCE_CONTROL;
        PrincipalMatcher.Star star =
                limits ? PrincipalMatcher.Star.EVERYONE : PrincipalMatcher.Star.EVERYONE_WITHOUT_TOKEN;
        this.principal = statement.principal() == null
                ? null
                : new PrincipalMatcher(statement.principal(), star, canonicalUsers);
        List<ConditionTest> tests = new ArrayList<>();
        boolean allRead = true;
        for (ConditionEntry entry : statement.conditions()) {
            Optional<ConditionTest> test =
                    ConditionTest.compile(entry.operator(), entry.key(), entry.values(), document.variables());
            test.ifPresent(tests::add);
            allRead &= test.isPresent();
        }
        this.conditions = tests.toArray(ConditionTest[]::new);
        boolean complete =
                resourceForm != NameList.Form.ABSENT || !document.kind().resources();
        this.readable =
                allRead && complete && (principal != null || !document.kind().principals());
    }

    MatchedStatement reference() {
        return reference;
    }

    /**
     * Returns the decision that this statement allows. The last decision is cached, since a statement nearly always
     * grants the same level. Threads that race for it create equal decisions, whose fields are final.
     */
    Decision.Allowed allowed(GrantLevel grant) {
        Decision.Allowed cached = allowed;
        if (cached == null || cached.grant() != grant) {
            cached = new Decision.Allowed(grant, reference);
            allowed = cached;
        }
        return cached;
    }

    List<ActionPattern> actions() {
        return actions;
    }

    boolean notAction() {
        return notAction;
    }

    /** Returns whether the action element covers the action. */
    boolean coversAction(ActionName action) {
        for (ActionPattern pattern : actions) {
            if (pattern.matches(action)) {
                return !notAction;
            }
        }
        return notAction;
    }

    /**
     * Returns how directly the statement applies to the request, without regard to its action: {@link GrantLevel#NONE}
     * when it does not apply, {@link GrantLevel#DIRECT} when it applies and names no principals.
     */
    GrantLevel level(Evaluation evaluation) {
        if (!readable) {
            // Fail closed: a statement that cannot be evaluated denies, and allows nothing.
            return deny ? unreadableDeny(evaluation) : GrantLevel.NONE;
        }
        if (!everyResource && !coversResource(evaluation)) {
            return GrantLevel.NONE;
        }
        GrantLevel level = principal == null ? GrantLevel.DIRECT : principalLevel(principal, evaluation);
        return level != GrantLevel.NONE && conditionsHold(evaluation) ? level : GrantLevel.NONE;
    }

    /** Returns whether the statement can be evaluated and names the caller, whatever its resources and conditions are. */
    boolean names(Evaluation evaluation) {
        return readable && (principal == null || principalLevel(principal, evaluation) != GrantLevel.NONE);
    }

    /** Adds the condition keys that conditions and variables look up, in lower case. */
    void addKeys(Set<String> keys) {
        for (ConditionTest condition : conditions) {
            keys.add(condition.key());
            keys.addAll(condition.variableKeys());
        }
        for (ArnPattern resource : resources) {
            keys.addAll(resource.keys());
        }
    }

    private GrantLevel unreadableDeny(Evaluation evaluation) {
        boolean covered = resourceForm == NameList.Form.ABSENT || coversResource(evaluation);
        GrantLevel level = principal == null ? GrantLevel.DIRECT : principalLevel(principal, evaluation);
        return covered ? level : GrantLevel.NONE;
    }

    private boolean coversResource(Evaluation evaluation) {
        for (String key : resourceKeys) {
            if (evaluation.values().ambiguous(key)) {
                return deny;
            }
        }
        return switch (resourceForm) {
            case ABSENT -> true;
            case POSITIVE -> matchesResource(evaluation);
            case NEGATED -> !matchesResource(evaluation) && !anyUnresolved(evaluation);
        };
    }

    private boolean matchesResource(Evaluation evaluation) {
        for (ArnPattern pattern : resources) {
            if (evaluation.concerns(pattern)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyUnresolved(Evaluation evaluation) {
        for (ArnPattern pattern : resources) {
            if (pattern.unresolved(evaluation)) {
                return true;
            }
        }
        return false;
    }

    private GrantLevel principalLevel(PrincipalMatcher matcher, Evaluation evaluation) {
        if (!matcher.negated()) {
            return matcher.level(evaluation);
        }
        boolean excepted = deny ? matcher.spares(evaluation) : matcher.level(evaluation) != GrantLevel.NONE;
        return excepted ? GrantLevel.NONE : GrantLevel.DIRECT;
    }

    private boolean conditionsHold(Evaluation evaluation) {
        for (ConditionTest condition : conditions) {
            if (!condition.holds(evaluation.values(), deny ? Effect.DENY : Effect.ALLOW)) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyMatchesEverything(ArnPattern[] patterns) {
        for (ArnPattern pattern : patterns) {
            if (pattern.matchesEverything()) {
                return true;
            }
        }
        return false;
    }

    private static ArnPattern.Missing missing(PolicyGrammar kind) {
        return switch (kind) {
            case MANAGED, INLINE_USER, INLINE_GROUP, INLINE_ROLE, SESSION -> ArnPattern.Missing.ARE_STARS;
            case TRUST, BUCKET, SERVICE_CONTROL -> ArnPattern.Missing.ARE_WILDCARDS_NEXT_TO_WILDCARD;
            case RESOURCE_CONTROL -> ArnPattern.Missing.MATCH_NOTHING;
        };
    }
}
