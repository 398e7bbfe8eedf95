// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import java.time.Duration;

/**
 * The limits of one node for its upstream.
 *
 * @param connections concurrent requests
 * @param memoryBytes of all buffers of uploads
 * @param patience the longest wait for a free connection or buffer
 * @param silence the longest pause of the upstream within a response
 * @param attempt the time for one attempt of one request, without the body of the response
 * @param call the time for all attempts of one request
 * @param attempts the number of attempts of one request
 * @param unread how long an opened blob may wait for its first read
 */
record UpstreamLimits(
        int connections,
        long memoryBytes,
        Duration patience,
        Duration silence,
        Duration attempt,
        Duration call,
        int attempts,
        Duration unread) {
    private static final long MEMORY_MIN = 64L << 20;
    private static final long MEMORY_MAX = 512L << 20;

    static UpstreamLimits of(long heapBytes) {
        return new UpstreamLimits(
                256,
                Math.max(MEMORY_MIN, Math.min(MEMORY_MAX, heapBytes / 4)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                3,
                Duration.ofSeconds(60));
    }
}
