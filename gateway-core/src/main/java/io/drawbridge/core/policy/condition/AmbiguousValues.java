// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The values of a single-valued key when two tags whose keys differ only in case have different values. It is undefined
 * which of them a policy means: no Allow that tests the key matches, and every Deny does. Immutable.
 */
public final class AmbiguousValues extends AbstractList<String> implements RandomAccess {
    private final List<String> values;

    /** @param values two or more different values */
    AmbiguousValues(List<String> values) {
        this.values = List.copyOf(values);
    }

    @Override
    public String get(int index) {
        return values.get(index);
    }

    @Override
    public int size() {
        return values.size();
    }
}
