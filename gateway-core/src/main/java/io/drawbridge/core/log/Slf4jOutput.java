// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.log;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to SLF4J with methods that both 1.7 and 2 have: each pair is an argument with its own placeholder. */
final class Slf4jOutput implements LogOutput {
    private static final String PLACEHOLDER = " {}";

    /** The placeholders of messages with up to so many pairs, which are all that the server writes often. */
    private static final List<String> PLACEHOLDERS =
            IntStream.range(0, 16).mapToObj(PLACEHOLDER::repeat).toList();

    private final Logger logger;

    /** @throws NoClassDefFoundError when SLF4J is not on the class path */
    Slf4jOutput(String name) {
        this.logger = LoggerFactory.getLogger(name);
    }

    @Override
    public boolean isEnabled(LogLevel level) {
        return switch (level) {
            case DEBUG -> logger.isDebugEnabled();
            case INFO -> logger.isInfoEnabled();
            case WARN -> logger.isWarnEnabled();
            case ERROR -> logger.isErrorEnabled();
        };
    }

    @Override
    public void write(LogLevel level, String message, List<KeyValue> pairs, @Nullable Throwable cause) {
        int count = pairs.size();
        String pattern = message + (count < PLACEHOLDERS.size() ? PLACEHOLDERS.get(count) : PLACEHOLDER.repeat(count));
        // SLF4J uses a last argument without a placeholder as the cause.
        Object[] arguments = new Object[pairs.size() + (cause == null ? 0 : 1)];
        for (int i = 0; i < pairs.size(); i++) {
            arguments[i] = pairs.get(i);
        }
        if (cause != null) {
            arguments[pairs.size()] = cause;
        }
        switch (level) {
            case DEBUG -> logger.debug(pattern, arguments);
            case INFO -> logger.info(pattern, arguments);
            case WARN -> logger.warn(pattern, arguments);
            case ERROR -> logger.error(pattern, arguments);
        }
    }
}
