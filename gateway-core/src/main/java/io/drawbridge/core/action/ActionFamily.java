// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.action;

import io.drawbridge.core.model.OperationName;
import org.jspecify.annotations.Nullable;

/**
 * The actions of one resource family, made when they are first called.
 *
 * @param <N> the service's operations
 */
@FunctionalInterface
public interface ActionFamily<N extends Enum<N> & OperationName> {
    /** A new instance of the action, or null when this family does not serve the operation. */
    @Nullable
    ApiAction<?, ?> create(N name);
}
