// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.log;

/** The severity of a message; there is no TRACE. */
enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
