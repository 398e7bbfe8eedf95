// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import java.time.Duration;

/**
 * Bounds of the wire.
 *
 * @param requestLineLengthMax characters of the request line; presigned URLs carry session tokens of up to 4 KiB
 * @param headerLengthMax characters of all header fields together
 * @param aggregatedBodyLengthMax bodies up to this many bytes are handed over whole
 * @param discardedBodyLengthMax unread bytes that are read away before a connection is given up
 * @param connectionsMax open connections
 * @param workersMax threads that handle requests which may wait
 * @param waitingMax requests that wait for such a thread
 * @param idleTimeout silence after which a connection is closed
 */
public record HttpLimits(
        int requestLineLengthMax,
        int headerLengthMax,
        int aggregatedBodyLengthMax,
        long discardedBodyLengthMax,
        int connectionsMax,
        int workersMax,
        int waitingMax,
        Duration idleTimeout) {
    /** The bounds of a server that nobody configured. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(16_384, 65_536, 32_768, 4L << 20, 10_000, 256, 4_096, Duration.ofSeconds(75));
}
