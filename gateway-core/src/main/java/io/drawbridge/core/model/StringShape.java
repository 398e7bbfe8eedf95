// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with constraints. Values are {@link String}, including those of enumerations: a closed Java enum would refuse
 * values that only a newer client knows, before the server could return AWS's error.
 */
public final class StringShape implements Shape {
    /** Any text. */
    public static final StringShape ANY = new StringShape(0, Integer.MAX_VALUE, null, false);

    private final int lengthMin;
    private final int lengthMax;
    private final @Nullable String pattern;
    private final boolean sensitive;
    private final List<String> values;
    private volatile @Nullable Pattern compiled;

    /**
     * @param lengthMin in code points
     * @param lengthMax in code points
     * @param pattern a pattern in the syntax of the model that must match the whole text; null for none
     * @param sensitive whether messages must not contain values
     * @param values the values of an enumeration in the model's order; none when any text is valid
     */
    public StringShape(int lengthMin, int lengthMax, @Nullable String pattern, boolean sensitive, String... values) {
        this.lengthMin = lengthMin;
        this.lengthMax = lengthMax;
        this.pattern = pattern;
        this.sensitive = sensitive;
        this.values = List.of(values);
    }

    public int lengthMin() {
        return lengthMin;
    }

    public int lengthMax() {
        return lengthMax;
    }

    /** Returns the pattern in the form in which AWS prints it. */
    public @Nullable String pattern() {
        return pattern;
    }

    /** Returns the values of an enumeration; empty when any text is valid. */
    public List<String> values() {
        return values;
    }

    @Override
    public boolean sensitive() {
        return sensitive;
    }

    /** Returns whether the whole text matches the pattern, which is compiled at the first use. */
    boolean matches(String text) {
        if (pattern == null) {
            return true;
        }
        Pattern ready = compiled;
        if (ready == null) {
            ready = Pattern.compile(pattern);
            compiled = ready;
        }
        return ready.matcher(text).matches();
    }
}
