// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import io.drawbridge.core.policy.Effect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Policies that are evaluated as one: the union of their allows and of their denies. Immutable; build once and keep.
 */
public final class PolicySet {
    /** No policies: allows nothing and denies nothing. */
    public static final PolicySet EMPTY = new PolicySet(List.of());

    private final List<CompiledPolicy> policies;
    private final StatementIndex allows;
    private final StatementIndex denies;

    private PolicySet(List<CompiledPolicy> policies) {
        this.policies = List.copyOf(policies);
        if (policies.size() == 1) {
            this.allows = policies.get(0).allows();
            this.denies = policies.get(0).denies();
        } else {
            List<CompiledStatement> all = new ArrayList<>();
            policies.forEach(policy -> all.addAll(policy.statements()));
            this.allows = StatementIndex.of(CompiledPolicy.ofEffect(all, Effect.ALLOW));
            this.denies = StatementIndex.of(CompiledPolicy.ofEffect(all, Effect.DENY));
        }
    }

    /** Returns the set of these policies. */
    public static PolicySet of(List<CompiledPolicy> policies) {
        return policies.isEmpty() ? EMPTY : new PolicySet(policies);
    }

    /** Returns the set of these policies. */
    public static PolicySet of(CompiledPolicy... policies) {
        return of(List.of(policies));
    }

    /** Returns the policies in the given order. */
    public List<CompiledPolicy> policies() {
        return policies;
    }

    /** Returns a statement that allows, or null. */
    @Nullable
    CompiledStatement allowing(Evaluation evaluation) {
        return allows.best(evaluation, GrantLevel.ACCOUNT);
    }

    /** Returns a statement that denies, or null. */
    @Nullable
    CompiledStatement denying(Evaluation evaluation) {
        return denies.best(evaluation, GrantLevel.ACCOUNT);
    }

    /** Returns all statements of an effect that apply, for the policy simulator. */
    List<MatchedStatement> matching(Evaluation evaluation, Effect effect) {
        List<MatchedStatement> matching = new ArrayList<>();
        for (CompiledPolicy policy : policies) {
            for (CompiledStatement statement : policy.statements()) {
                if (statement.reference().effect() == effect
                        && statement.coversAction(evaluation.action())
                        && statement.level(evaluation) != GrantLevel.NONE) {
                    matching.add(statement.reference());
                }
            }
        }
        return matching;
    }
}
