// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.log;

/** How much a message matters; there is no TRACE. */
enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
