// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.requestlog;

/**
 * Takes the log of every request when it is closed: access log, metrics, audit trail. Called once for each request, often
 * on an event loop: it must be quick, must not wait and must not throw.
 */
@FunctionalInterface
public interface RequestLogSink {
    void accept(RequestLog log);

    /**
     * Whether {@link RequestLog#decisions} are collected for this sink. They cost a list for each request; where no sink
     * asks for them, none is made.
     */
    default boolean wantsDecisions() {
        return false;
    }
}
