// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.transaction;

import io.drawbridge.core.action.ActionFamily;
import io.drawbridge.core.action.ApiAction;
import io.drawbridge.core.model.OperationName;
import java.util.Set;

/**
 * The actions of a family, each of which works on the same data that its access checks read.
 *
 * @param <N> the service's operations
 */
public final class ConsistentFamily<N extends Enum<N> & OperationName> implements ActionFamily<N> {
    private final ActionFamily<N> family;

    public ConsistentFamily(ActionFamily<N> family) {
        this.family = family;
    }

    @Override
    public Set<N> operations() {
        return family.operations();
    }

    @Override
    public ApiAction<?, ?> create(N name) {
        return ConsistentAction.of(family.create(name));
    }
}
