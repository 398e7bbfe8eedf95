// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.core.log.Log;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What is done each second or each minute while the server runs, each by a thread of its own: nothing waits for the rest. */
final class Housekeeper implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1000;
    private static final long UPKEEP_PERIOD_MILLIS = 60_000;
    private static final int THREADS = 3;
    private static final long CLOSE_SECONDS = 10;
    private static final Log LOG = Log.of(Housekeeper.class);

    private final ScheduledThreadPoolExecutor threads;
    private final List<ScheduledFuture<?>> turns;

    private Housekeeper(ScheduledThreadPoolExecutor threads, List<ScheduledFuture<?>> turns) {
        this.threads = threads;
        this.turns = turns;
    }

    /**
     * @param work called each second; must not throw: it would not be called again
     * @param beat called each second, however long the work takes; the same holds
     * @param upkeep called each minute; the same holds
     */
    static Housekeeper start(Runnable work, Runnable beat, Runnable upkeep) {
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread made = new Thread(task, "drawbridge-housekeeper");
            made.setDaemon(true);
            return made;
        });
        return new Housekeeper(
                threads,
                List.of(
                        each(threads, work, PERIOD_MILLIS),
                        each(threads, beat, PERIOD_MILLIS),
                        each(threads, upkeep, UPKEEP_PERIOD_MILLIS)));
    }

    private static ScheduledFuture<?> each(ScheduledThreadPoolExecutor threads, Runnable work, long periodMillis) {
        return threads.scheduleWithFixedDelay(work, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        turns.forEach(turn -> turn.cancel(false));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue("seconds", CLOSE_SECONDS).log("housekeeping did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
