// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The values of a key that has one value in a request, when two tags whose keys differ in case only have different ones.
 * Nobody can say which of them a policy means: no Allow that tests the key matches, and every Deny does. Immutable.
 */
public final class AmbiguousValues extends AbstractList<String> implements RandomAccess {
    private final List<String> values;

    /** @param values two or more, which differ */
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
