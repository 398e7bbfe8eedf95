// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.model.OperationName;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every operation that a service's model knows, and the actions that serve some of them. Actions are made when first
 * called, so a start does no work for them.
 *
 * @param <N> the service's operations
 */
public final class ActionRegistry<N extends Enum<N> & OperationName> {
    private final Map<N, ActionFamily<N>> families;
    private final Map<String, N> byName;
    private final Map<N, ApiAction<?, ?>> actions = new ConcurrentHashMap<>();

    /**
     * @param type the enum of the service's operations
     * @throws IllegalArgumentException when two families serve one operation
     */
    public ActionRegistry(Class<N> type, List<ActionFamily<N>> families) {
        this.families = byOperation(type, families);
        N[] names = type.getEnumConstants();
        this.byName = new HashMap<>(names.length * 2);
        for (N name : names) {
            byName.put(name.operationName(), name);
        }
    }

    /** The operation of that name on the wire; empty when the model does not know it. */
    public Optional<N> operation(String operationName) {
        return Optional.ofNullable(byName.get(operationName));
    }

    private static <N extends Enum<N> & OperationName> Map<N, ActionFamily<N>> byOperation(
            Class<N> type, List<ActionFamily<N>> families) {
        Map<N, ActionFamily<N>> found = new EnumMap<>(type);
        for (ActionFamily<N> family : families) {
            for (N name : family.operations()) {
                if (found.put(name, family) != null) {
                    throw new IllegalArgumentException("two actions serve " + name.operationName());
                }
            }
        }
        return found;
    }

    /** The action that serves the operation; empty when it is not done. */
    public Optional<ApiAction<?, ?>> action(N name) {
        ApiAction<?, ?> made = actions.get(name);
        if (made != null) {
            return Optional.of(made);
        }
        ActionFamily<N> family = families.get(name);
        if (family == null) {
            return Optional.empty();
        }
        ApiAction<?, ?> action = family.create(name);
        actions.put(name, action);
        return Optional.of(action);
    }

    /** The operations that are done. */
    public Set<N> done() {
        return Collections.unmodifiableSet(families.keySet());
    }
}
