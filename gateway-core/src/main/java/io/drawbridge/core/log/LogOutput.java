// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The destination of the messages of one logger. Thread-safe. */
interface LogOutput {
    boolean isEnabled(LogLevel level);

    /**
     * Writes one message, if its level is enabled.
     *
     * @param message constant text
     * @param cause null when there is none
     */
    void write(LogLevel level, String message, List<KeyValue> pairs, @Nullable Throwable cause);
}
