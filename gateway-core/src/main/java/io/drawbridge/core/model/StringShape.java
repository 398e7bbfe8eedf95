// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with constraints. Values are {@link String}, also those of enumerations: a closed Java enum would refuse what a
 * newer client knows before anybody could answer in AWS's words.
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
     * @param pattern that the whole text must match, as the model writes it; null when any text will do
     * @param sensitive whether values are kept out of messages
     * @param values of an enumeration in the model's order; none when the text is free
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

    /** The pattern as AWS prints it. */
    public @Nullable String pattern() {
        return pattern;
    }

    /** The values of an enumeration; empty when the text is free. */
    public List<String> values() {
        return values;
    }

    @Override
    public boolean sensitive() {
        return sensitive;
    }

    /** Whether the whole text matches the pattern, which is compiled when it is first needed. */
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
