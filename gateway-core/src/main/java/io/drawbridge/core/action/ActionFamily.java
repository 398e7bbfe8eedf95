// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.model.OperationName;
import java.util.Set;

/**
 * The actions of one resource family, made when they are first called.
 *
 * @param <N> the service's operations
 */
public interface ActionFamily<N extends Enum<N> & OperationName> {
    /** Returns the operations that the family serves. Cheap: a start asks every family, and no action is loaded. */
    Set<N> operations();

    /**
     * Makes the action for one of the family's operations.
     *
     * @throws IllegalArgumentException for an operation that the family does not serve
     */
    ApiAction<?, ?> create(N name);

    /** The fault of asking a family for another family's operation. */
    static IllegalArgumentException notServed(OperationName name) {
        return new IllegalArgumentException(
                "operation: " + name.operationName() + " (expected: one that the family serves)");
    }
}
