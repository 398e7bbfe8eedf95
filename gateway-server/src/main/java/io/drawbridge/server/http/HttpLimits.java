// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import java.time.Duration;

/**
 * The limits of the HTTP server.
 *
 * @param requestLineLengthMax characters of the request line; presigned URLs contain session tokens of up to 4 KiB
 * @param headerLengthMax characters of all header fields together
 * @param aggregatedBodyLengthMax bodies of up to this many bytes are passed on as a whole
 * @param discardedBodyLengthMax unread bytes that are discarded before the connection is closed
 * @param connectionsMax open connections
 * @param workersMax threads that handle requests that may block
 * @param waitingMax requests that wait for such a thread
 * @param idleTimeout the time without data after which a connection is closed
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
    /** The default limits. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(16_384, 65_536, 32_768, 16L << 20, 10_000, 256, 4_096, Duration.ofSeconds(75));
}
