// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that tidies up each second while the server runs. */
final class Housekeeper implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1000;
    private static final long CLOSE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

    private final ScheduledThreadPoolExecutor thread;
    private final ScheduledFuture<?> turns;

    private Housekeeper(ScheduledThreadPoolExecutor thread, ScheduledFuture<?> turns) {
        this.thread = thread;
        this.turns = turns;
    }

    /** @param work must not throw: it would not be called again */
    static Housekeeper start(Runnable work) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "drawbridge-housekeeper");
            made.setDaemon(true);
            return made;
        });
        return new Housekeeper(
                thread, thread.scheduleWithFixedDelay(work, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        turns.cancel(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("housekeeping did not end within {} seconds", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
