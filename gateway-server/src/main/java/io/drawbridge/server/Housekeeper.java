// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that tidies up each second, and some things each minute, while the server runs. */
final class Housekeeper implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1000;
    private static final long UPKEEP_PERIOD_MILLIS = 60_000;
    private static final long CLOSE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

    private final ScheduledThreadPoolExecutor thread;
    private final List<ScheduledFuture<?>> turns;

    private Housekeeper(ScheduledThreadPoolExecutor thread, List<ScheduledFuture<?>> turns) {
        this.thread = thread;
        this.turns = turns;
    }

    /**
     * @param work called each second; must not throw: it would not be called again
     * @param upkeep called each minute; the same holds
     */
    static Housekeeper start(Runnable work, Runnable upkeep) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "drawbridge-housekeeper");
            made.setDaemon(true);
            return made;
        });
        return new Housekeeper(
                thread, List.of(each(thread, work, PERIOD_MILLIS), each(thread, upkeep, UPKEEP_PERIOD_MILLIS)));
    }

    private static ScheduledFuture<?> each(ScheduledThreadPoolExecutor thread, Runnable work, long periodMillis) {
        return thread.scheduleWithFixedDelay(work, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        turns.forEach(turn -> turn.cancel(false));
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
