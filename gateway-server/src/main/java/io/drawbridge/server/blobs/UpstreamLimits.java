// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import java.time.Duration;

/**
 * What one node asks of its upstream at most.
 *
 * @param connections requests under way at one time
 * @param memoryBytes of all buffers of uploads
 * @param patience for a free connection or buffer
 * @param silence of the upstream within an answer
 * @param attempt one try of one request, without the bytes of an answer
 * @param call all tries of one request
 * @param attempts tries of one request
 * @param unread how long an opened blob may wait for its first reader
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
