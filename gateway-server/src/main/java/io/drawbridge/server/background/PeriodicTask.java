// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.background;

import java.time.Duration;

/**
 * A task that runs periodically while the server runs.
 *
 * @param name for logs
 * @param period between the end of a run and the next run
 * @param lease decides which of several servers runs it
 * @param work one run
 */
public record PeriodicTask(String name, Duration period, TaskLease lease, Runnable work) {
    public PeriodicTask {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period: " + period + " (expected: more than zero)");
        }
    }
}
