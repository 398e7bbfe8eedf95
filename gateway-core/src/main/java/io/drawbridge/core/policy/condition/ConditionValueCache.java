// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import io.drawbridge.core.policy.PolicyLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the context values of one decision. The values that many statements test are looked up and parsed once;
 * keys beyond a number that no ordinary policy reaches are looked up each time. Used by one thread.
 */
public final class ConditionValueCache implements ConditionValues {

    /** A cached key. */
    private static final class Known {
        private final String key;
        private final @Nullable List<String> texts;
        private RequestValue @Nullable [] values;

        Known(String key, @Nullable List<String> texts) {
            this.key = key;
            this.texts = texts;
        }

        RequestValue[] values() {
            RequestValue[] parsed = values;
            if (parsed == null) {
                List<String> presentTexts = texts == null ? List.of() : texts;
                parsed = new RequestValue[presentTexts.size()];
                for (int i = 0; i < parsed.length; i++) {
                    parsed[i] = new RequestValue(presentTexts, i);
                }
                values = parsed;
            }
            return parsed;
        }
    }

    private final ConditionValues source;
    private final Known[] keys = new Known[PolicyLimits.KNOWN_KEYS];
    private int count;

    /** @param source returns the values of each key; for the cached keys it is called once */
    public ConditionValueCache(ConditionValues source) {
        this.source = source;
    }

    @Override
    public @Nullable List<String> get(String lowerCaseKey) {
        return known(lowerCaseKey).texts;
    }

    /** Returns the parsed values of a key; empty when the key is absent. */
    RequestValue[] values(String lowerCaseKey) {
        return known(lowerCaseKey).values();
    }

    /** Returns whether the key is single-valued but has several different values. */
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
