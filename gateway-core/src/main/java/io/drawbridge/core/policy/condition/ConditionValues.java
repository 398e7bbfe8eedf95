// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request context of an evaluation. A key is looked up only when a statement tests it, so an implementation may
 * compute values on demand; it must return the same values each time.
 */
@FunctionalInterface
public interface ConditionValues {
    /** A context without keys. */
    ConditionValues EMPTY = key -> null;

    /**
     * Returns the values of a key.
     *
     * @param lowerCaseKey the whole key in lower case, such as {@code aws:principaltag/team}
     * @return its values; null (or an empty list) when the request does not have the key
     */
    @Nullable
    List<String> get(String lowerCaseKey);

    /** Returns the values of a map whose keys are in lower case. */
    static ConditionValues of(Map<String, List<String>> values) {
        Map<String, List<String>> copy = Map.copyOf(values);
        return copy.isEmpty() ? EMPTY : copy::get;
    }

    /** Returns one value for one key, which is in lower case. */
    static ConditionValues of(String lowerCaseKey, String value) {
        List<String> values = List.of(value);
        return key -> key.equals(lowerCaseKey) ? values : null;
    }

    /** Returns these values, and the other values for keys that these do not have. */
    default ConditionValues or(ConditionValues others) {
        if (this == EMPTY) {
            return others;
        }
        if (others == EMPTY) {
            return this;
        }
        return key -> {
            List<String> mine = get(key);
            return mine != null ? mine : others.get(key);
        };
    }
}
