// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

/** A point in time; values are {@link java.time.Instant}. */
public enum TimestampShape implements Shape {
    /** {@code 2026-11-22T10:15:30Z}, with milliseconds only when they are not zero. */
    ISO8601,
    /** {@code Sun, 22 Nov 2026 10:15:30 GMT}. */
    RFC822,
    /** Seconds since 1970, with an optional fraction. */
    UNIX_TIMESTAMP
}
