// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request context of an evaluation. A key is looked up only when a statement tests it, so an implementation may
 * compute values on demand; it must answer the same each time.
 */
@FunctionalInterface
public interface ConditionValues {
    /** No keys at all. */
    ConditionValues EMPTY = key -> null;

    /**
     * The values of a key.
     *
     * @param lowerCaseKey the whole key in lower case, such as {@code aws:principaltag/team}
     * @return its values; null (or an empty list) when the key is absent from the request
     */
    @Nullable
    List<String> get(String lowerCaseKey);

    /** Values from a map whose keys are in lower case. */
    static ConditionValues of(Map<String, List<String>> values) {
        Map<String, List<String>> copy = Map.copyOf(values);
        return copy.isEmpty() ? EMPTY : copy::get;
    }

    /** One key with one value; the key is in lower case. */
    static ConditionValues of(String lowerCaseKey, String value) {
        List<String> values = List.of(value);
        return key -> key.equals(lowerCaseKey) ? values : null;
    }

    /** These values, and the others for keys that these lack. */
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
