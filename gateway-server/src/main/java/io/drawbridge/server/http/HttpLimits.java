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
 * @param connectionsMax open connections; fewer where the process may not open as many files
 * @param connectionsPerAddressMax open connections of one address, or of one IPv6 prefix of 64 bits
 * @param workersMax threads that handle requests that may block
 * @param waitingMax requests that wait for such a thread
 * @param collected the memory of bodies that are collected
 * @param pace how slow a client may be
 */
public record HttpLimits(
        int requestLineLengthMax,
        int headerLengthMax,
        int aggregatedBodyLengthMax,
        long discardedBodyLengthMax,
        int connectionsMax,
        int connectionsPerAddressMax,
        int workersMax,
        int waitingMax,
        Collected collected,
        Pace pace) {
    /** The slowest sender of a streamed body and the slowest reader of answers that are served, in bytes a second. */
    static final int BYTES_PER_SECOND_MIN = 1_024;

    /** Threads that answer the server's own pages where those wait for the store, and pages that wait for one of them. */
    static final int PAGE_THREADS_MAX = 2;

    static final int PAGES_WAITING_MAX = 64;

    /** The most fields of one head or trailer. */
    static final int FIELDS_MAX = 256;

    /** The threads that read streamed bodies or write streamed answers; slow clients can hold all of them and no others. */
    static final int STREAM_THREADS_MAX = 256;

    /** Streamed bodies that wait for a thread. */
    static final int STREAMS_WAITING_MAX = 1_024;

    /** Requests of one connection that are handled before others have their turn. */
    static final int REQUESTS_IN_TURN_MAX = 2;

    /** Bytes of answers of one connection that the kernel takes although it cannot send them yet. */
    static final long UNSENT_LENGTH_MAX = 128 << 10;

    /** Messages of one connection that are decoded before they are wanted. */
    static final int MESSAGES_AHEAD_MAX = 8;

    /**
     * The memory that bodies may take together while they are collected, in bytes; a further one is answered with 503. Three
     * kinds, so that strangers take no memory from callers that are known.
     *
     * @param shortBytesMax bodies of up to {@code aggregatedBodyLengthMax}, of anybody
     * @param strangersBytesMax longer bodies that are needed to find out who sent them
     * @param callersBytesMax documents of callers whose signature was verified, or who may send them unsigned
     */
    public record Collected(long shortBytesMax, long strangersBytesMax, long callersBytesMax) {}

    /**
     * How slow a client may be.
     *
     * @param idle between two requests
     * @param head from the first byte of a head to its last
     * @param body from the head to the last byte of a body that is collected, and without any byte of a streamed body
     * @param reading in each time of this length, a client with unread answers takes at least {@link
     *     #BYTES_PER_SECOND_MIN} bytes a second
     * @param interval between two looks at a connection; a timeout may end so much later
     */
    public record Pace(Duration idle, Duration head, Duration body, Duration reading, Duration interval) {}

    /** The default of connections of one address. */
    public static final int CONNECTIONS_PER_ADDRESS_DEFAULT = 1_000;

    /** The most connections of one address that can be set. */
    public static final int CONNECTIONS_PER_ADDRESS_MAX = 1_000_000;

    /** The default limits. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            16_384,
            32_768,
            32_768,
            16L << 20,
            50_000,
            CONNECTIONS_PER_ADDRESS_DEFAULT,
            256,
            2_048,
            new Collected(64L << 20, 32L << 20, 64L << 20),
            new Pace(
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5)));

    /** Returns these limits with another number of connections for each address. */
    public HttpLimits withConnectionsPerAddressMax(int connections) {
        return new HttpLimits(
                requestLineLengthMax,
                headerLengthMax,
                aggregatedBodyLengthMax,
                discardedBodyLengthMax,
                connectionsMax,
                connections,
                workersMax,
                waitingMax,
                collected,
                pace);
    }
}
