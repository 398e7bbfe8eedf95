// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy;

import java.util.List;

/**
 * One condition key under one operator of a Condition block.
 *
 * @param operator as written, with set qualifier and {@code IfExists}
 * @param key the condition key as written
 * @param values as text, in document order; numbers and booleans are converted to text
 */
public record ConditionEntry(String operator, String key, List<String> values) {
    public ConditionEntry {
        values = List.copyOf(values);
    }
}
