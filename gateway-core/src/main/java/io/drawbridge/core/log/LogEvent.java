// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message under construction; {@link #log} writes it. Not thread-safe. */
public final class LogEvent {
    private final @Nullable LogOutput output;
    private final LogLevel level;
    private final List<KeyValue> pairs;
    private @Nullable Throwable cause;

    /** @param output null when the level is off */
    LogEvent(@Nullable LogOutput output, LogLevel level) {
        this.output = output;
        this.level = level;
        this.pairs = output == null ? List.of() : new ArrayList<>(12);
    }

    /** Appends a pair; the value is printed by its {@code toString}. */
    public LogEvent addKeyValue(String key, @Nullable Object value) {
        if (output != null) {
            pairs.add(new KeyValue(key, value));
        }
        return this;
    }

    /** Sets the exception whose stack trace follows the message. */
    public LogEvent setCause(@Nullable Throwable thrown) {
        this.cause = thrown;
        return this;
    }

    /** Writes the message. */
    public void log(String message) {
        if (output != null) {
            output.write(level, message, pairs, cause);
        }
    }
}
