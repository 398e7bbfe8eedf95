// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.policy.PolicyLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one decision. What many statements ask for is looked up and read once; keys beyond a number that no
 * ordinary policy reaches are asked for each time. Used by one thread.
 */
public final class KnownValues implements ConditionValues {

    /** A key that was looked up. */
    private static final class Known {
        private final String key;
        private final @Nullable List<String> texts;
        private RequestValue @Nullable [] values;

        Known(String key, @Nullable List<String> texts) {
            this.key = key;
            this.texts = texts;
        }

        RequestValue[] values() {
            RequestValue[] read = values;
            if (read == null) {
                List<String> found = texts == null ? List.of() : texts;
                read = new RequestValue[found.size()];
                for (int i = 0; i < read.length; i++) {
                    read[i] = new RequestValue(found, i);
                }
                values = read;
            }
            return read;
        }
    }

    private final ConditionValues source;
    private final Known[] keys = new Known[PolicyLimits.KNOWN_KEYS];
    private int count;

    /** @param source answers each key; the first ones are asked for once */
    public KnownValues(ConditionValues source) {
        this.source = source;
    }

    @Override
    public @Nullable List<String> get(String lowerCaseKey) {
        return known(lowerCaseKey).texts;
    }

    /** The values of a key, ready to be read; none when it is absent. */
    RequestValue[] values(String lowerCaseKey) {
        return known(lowerCaseKey).values();
    }

    /** Whether the key has one value that is one of several. */
    public boolean ambiguous(String lowerCaseKey) {
        return known(lowerCaseKey).texts instanceof AmbiguousValues;
    }

    private Known known(String key) {
        for (int i = 0; i < count; i++) {
            if (keys[i].key.equals(key)) {
                return keys[i];
            }
        }
        Known known = new Known(key, source.get(key));
        if (count < PolicyLimits.KNOWN_KEYS) {
            keys[count++] = known;
        }
        return known;
    }
}
