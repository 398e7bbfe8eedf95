// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one effect, indexed by service and action: a request compares only statements that may apply to it.
 */
final class StatementIndex {
    private static final CompiledStatement[] NO_STATEMENTS = {};

    /** A pattern of action names and its statement. */
    private record Patterned(ActionPattern action, CompiledStatement statement) {}

    /** The statements of one service; an array holds the heads of all patterns, so that a mismatch needs no look-up. */
    private static final class Service {
        private final Map<String, CompiledStatement[]> exact;
        private final Patterned[] patterned;
        private final long[] heads;
        private final long[] masks;

        Service(Map<String, CompiledStatement[]> exact, List<Patterned> patterned) {
            this.exact = exact;
            this.patterned = patterned.toArray(Patterned[]::new);
            this.heads = new long[this.patterned.length];
            this.masks = new long[this.patterned.length];
            for (int i = 0; i < heads.length; i++) {
                String head = this.patterned[i].action().literalHead();
                int length = Math.min(head.length(), ActionName.HEAD_LENGTH);
                masks[i] = length == 0 ? 0 : -1L << (8 * (ActionName.HEAD_LENGTH - length));
                heads[i] = ActionName.headOf(head) & masks[i];
            }
        }

        boolean covers(int index, ActionName action) {
            return (action.head() & masks[index]) == heads[index]
                    && patterned[index].action().name().matches(action.name());
        }
    }

    private final CompiledStatement[] everywhere;
    private final CompiledStatement[] complements;
    private final Map<String, Service> services;

    private StatementIndex(
            List<CompiledStatement> everywhere, List<CompiledStatement> complements, Map<String, Service> services) {
        this.everywhere = everywhere.toArray(CompiledStatement[]::new);
        this.complements = complements.toArray(CompiledStatement[]::new);
        this.services = services;
    }

    static StatementIndex of(Iterable<CompiledStatement> statements) {
        List<CompiledStatement> everywhere = new ArrayList<>();
        List<CompiledStatement> complements = new ArrayList<>();
        Map<String, Builder> builders = new HashMap<>();
        for (CompiledStatement statement : statements) {
            if (statement.notAction()) {
                complements.add(statement);
            } else if (statement.actions().stream().anyMatch(action -> action.service() == null)) {
                everywhere.add(statement);
            } else {
                for (ActionPattern action : statement.actions()) {
                    builders.computeIfAbsent(String.valueOf(action.service()), service -> new Builder())
                            .add(action, statement);
                }
            }
        }
        Map<String, Service> services = new HashMap<>(builders.size() * 2);
        builders.forEach((name, builder) -> services.put(name, builder.build()));
        return new StatementIndex(everywhere, complements, services);
    }

    /**
     * Returns the statement that applies most directly, or null when none applies.
     *
     * @param evaluation the decision; afterwards it contains the level of the returned statement
     * @param enough the search ends at the first statement of at least this level
     */
    @Nullable
    CompiledStatement best(Evaluation evaluation, GrantLevel enough) {
        evaluation.recordLevel(GrantLevel.NONE);
        CompiledStatement best = better(everywhere, evaluation, enough, null);
        ActionName action = evaluation.action();
        for (int i = 0; i < complements.length && !evaluation.bestLevelAtLeast(enough); i++) {
            if (complements[i].coversAction(action)) {
                best = better(complements[i], evaluation, best);
            }
        }
        Service service = evaluation.bestLevelAtLeast(enough) ? null : services.get(action.service());
        if (service == null) {
            return best;
        }
        CompiledStatement[] exact = service.exact.get(action.name());
        best = exact == null ? best : better(exact, evaluation, enough, best);
        for (int i = 0; i < service.heads.length && !evaluation.bestLevelAtLeast(enough); i++) {
            if (service.covers(i, action)) {
                best = better(service.patterned[i].statement(), evaluation, best);
            }
        }
        return best;
    }

    private static @Nullable CompiledStatement better(
            CompiledStatement[] candidates,
            Evaluation evaluation,
            GrantLevel enough,
            @Nullable CompiledStatement soFar) {
        CompiledStatement best = soFar;
        for (int i = 0; i < candidates.length && !evaluation.bestLevelAtLeast(enough); i++) {
            best = better(candidates[i], evaluation, best);
        }
        return best;
    }

    private static @Nullable CompiledStatement better(
            CompiledStatement candidate, Evaluation evaluation, @Nullable CompiledStatement soFar) {
        GrantLevel level = candidate.level(evaluation);
        if (!evaluation.bestLevelAtLeast(level)) {
            evaluation.recordLevel(level);
            return candidate;
        }
        return soFar;
    }

    /** Collects the statements of one service. */
    private static final class Builder {
        private final Map<String, List<CompiledStatement>> exact = new HashMap<>();
        private final List<Patterned> patterned = new ArrayList<>();

        void add(ActionPattern action, CompiledStatement statement) {
            String exactName = action.exactName();
            if (exactName == null) {
                patterned.add(new Patterned(action, statement));
            } else {
                exact.computeIfAbsent(exactName, name -> new ArrayList<>()).add(statement);
            }
        }

        Service build() {
            Map<String, CompiledStatement[]> names = new HashMap<>(exact.size() * 2);
            exact.forEach((name, list) -> names.put(name, list.toArray(NO_STATEMENTS)));
            return new Service(names, patterned);
        }
    }
}
