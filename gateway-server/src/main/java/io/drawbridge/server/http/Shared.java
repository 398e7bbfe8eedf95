// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.server.security.SecurityCounters;
import java.time.Clock;
import java.util.concurrent.Executor;

/** What all connections of a server share. */
record Shared(
        RequestHandler handler,
        RequestReader reader,
        Threads threads,
        HttpLimits limits,
        Budgets budgets,
        InFlight inFlight,
        HttpDate date,
        Clock clock,
        SecurityCounters counters) {

    /** The threads besides those of the event loops. */
    record Threads(Executor workers, Executor streams, Executor pages) {
        Executor of(RequestHandler.Call call) {
            return call.threads() == RequestHandler.Threads.PAGES ? pages : workers;
        }
    }

    /** The memory for bodies that are collected. */
    record Budgets(BodyBudget shortBodies, BodyBudget strangers, BodyBudget callers) {
        static Budgets of(HttpLimits.Collected limits) {
            return new Budgets(
                    new BodyBudget(limits.shortBytesMax()),
                    new BodyBudget(limits.strangersBytesMax()),
                    new BodyBudget(limits.callersBytesMax()));
        }
    }
}
