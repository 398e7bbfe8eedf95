// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.security;

/** Something that was refused, by the rules of access or by a limit. Counted; the name is the one that operators see. */
public enum SecurityEvent {
    BAD_SIGNATURE("badSignatures"),
    UNKNOWN_KEY("unknownKeys"),
    EXPIRED_CREDENTIALS("expiredCredentials"),
    MALFORMED_AUTHENTICATION("malformedAuthentications"),
    /** A known or anonymous caller was denied by policies. */
    DENIAL("denials"),
    /** Bytes that are no HTTP request, or one whose head is beyond the limits. */
    MALFORMED_REQUEST("malformedRequests"),
    CONNECTION_BEYOND_TOTAL("connectionsRefusedByTotal"),
    CONNECTION_BEYOND_ADDRESS("connectionsRefusedByAddress"),
    /** Bodies that are collected in memory had taken all that they may take. */
    BODY_MEMORY_FULL("requestsRefusedByBodyMemory"),
    /** Too many requests waited for a worker. */
    WORKERS_BUSY("requestsRefusedByWorkers"),
    SLOW_HEAD("connectionsClosedForSlowHead"),
    SLOW_BODY("connectionsClosedForSlowBody"),
    /** A client read its answers too slowly. */
    SLOW_READER("connectionsClosedForSlowReading"),
    /** The answer to a failed authentication was delayed. */
    DELAYED_ANSWER("delayedAnswers");

    private final String label;

    SecurityEvent(String label) {
        this.label = label;
    }

    /** Returns the name in pages and metrics. */
    public String label() {
        return label;
    }
}
