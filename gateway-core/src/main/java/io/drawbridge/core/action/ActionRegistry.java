// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.model.OperationName;
import java.util.Collections;
import java.util.EnumSet;
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
    private final Class<N> type;
    private final List<ActionFamily<N>> families;
    private final Map<String, N> byName;
    private final Map<N, ApiAction<?, ?>> actions = new ConcurrentHashMap<>();

    /**
     * @param type the enum of the service's operations
     * @param families no two of which serve one operation
     */
    public ActionRegistry(Class<N> type, List<ActionFamily<N>> families) {
        this.type = type;
        this.families = List.copyOf(families);
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

    /** The action that serves the operation; empty when it is not done. */
    public Optional<ApiAction<?, ?>> action(N name) {
        ApiAction<?, ?> known = actions.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        for (ActionFamily<N> family : families) {
            ApiAction<?, ?> action = family.create(name);
            if (action != null) {
                actions.put(name, action);
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    /** The operations that are done. */
    public Set<N> done() {
        Set<N> done = EnumSet.noneOf(type);
        for (N name : byName.values()) {
            if (action(name).isPresent()) {
                done.add(name);
            }
        }
        return Collections.unmodifiableSet(done);
    }
}
