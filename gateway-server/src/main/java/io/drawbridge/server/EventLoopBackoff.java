// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides whether to try a request on the event loop, where no thread may block. A failed attempt costs as much as a
 * small request: after each failure in a row it skips twice as many requests, up to a limit. Safe for many threads,
 * whose counts may be slightly wrong.
 */
final class EventLoopBackoff {
    private static final int SPARED_MAX = 64;

    private final AtomicInteger spared = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    boolean worthwhile() {
        if (spared.get() <= 0) {
            return true;
        }
        spared.decrementAndGet();
        return false;
    }

    void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    void failed() {
        int inARow = Math.min(failures.get() + 1, Integer.numberOfTrailingZeros(SPARED_MAX) + 1);
        failures.set(inARow);
        spared.set((1 << (inARow - 1)) - 1);
    }
}
