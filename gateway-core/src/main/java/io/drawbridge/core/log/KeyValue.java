// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.log;

import org.jspecify.annotations.Nullable;

/**
 * One key-value pair of a message. SLF4J receives it as an argument of the message: a backend that supports this type
 * reads key and value, any other backend prints {@code key=value}.
 */
public record KeyValue(String key, @Nullable Object value) {
    @Override
    public String toString() {
        return key + '=' + value;
    }
}
