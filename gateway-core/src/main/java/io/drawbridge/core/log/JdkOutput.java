// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes warnings and errors to the logger of the JDK. Discards the access log, which would go to stderr by default.
 */
final class JdkOutput implements LogOutput {
    private final System.Logger logger;

    JdkOutput(System.Logger logger) {
        this.logger = logger;
    }

    @Override
    public boolean isEnabled(LogLevel level) {
        return level.compareTo(LogLevel.WARN) >= 0;
    }

    @Override
    public void write(LogLevel level, String message, List<KeyValue> pairs, @Nullable Throwable cause) {
        StringBuilder text = new StringBuilder(message);
        pairs.forEach(pair -> text.append(' ').append(pair));
        logger.log(
                level == LogLevel.ERROR ? System.Logger.Level.ERROR : System.Logger.Level.WARNING,
                text.toString(),
                cause);
    }
}
