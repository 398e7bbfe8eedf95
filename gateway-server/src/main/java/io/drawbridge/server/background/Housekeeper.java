// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.background;

import io.drawbridge.core.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs periodic tasks, each on its own thread: no task waits for another. A further thread renews the leases, so that a
 * long run keeps its lease.
 */
public final class Housekeeper implements AutoCloseable {
    private static final Duration RENEWAL_PERIOD = Duration.ofSeconds(1);
    private static final long CLOSE_SECONDS = 10;
    private static final Log LOG = Log.of(Housekeeper.class);

    private final ScheduledThreadPoolExecutor threads;
    private final List<PeriodicTask> tasks;
    private final List<ScheduledFuture<?>> repetitions = new ArrayList<>();

    private Housekeeper(ScheduledThreadPoolExecutor threads, List<PeriodicTask> tasks) {
        this.threads = threads;
        this.tasks = tasks;
    }

    /** Starts the tasks; the first run of each is one period from now. */
    public static Housekeeper start(List<PeriodicTask> tasks) {
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(tasks.size() + 1, task -> {
            Thread thread = new Thread(task, "drawbridge-housekeeper");
            thread.setDaemon(true);
            return thread;
        });
        Housekeeper housekeeper = new Housekeeper(threads, List.copyOf(tasks));
        housekeeper.tasks.forEach(task -> housekeeper.repeat(task.period(), () -> run(task)));
        if (housekeeper.tasks.stream().anyMatch(task -> task.lease() != TaskLease.NOT_NEEDED)) {
            housekeeper.repeat(RENEWAL_PERIOD, housekeeper::renew);
        }
        return housekeeper;
    }

    private void repeat(Duration period, Runnable work) {
        long millis = period.toMillis();
        repetitions.add(threads.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS));
    }

    private static void run(PeriodicTask task) {
        if (!task.lease().isHeld()) {
            return;
        }
        try {
            task.work().run();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("task", task.name()).setCause(e).log("a periodic task failed; it runs again");
        }
    }

    private void renew() {
        tasks.forEach(task -> task.lease().renew());
    }

    /** Waits up to ten seconds for running tasks, and releases the leases. */
    @Override
    public void close() {
        repetitions.forEach(repetition -> repetition.cancel(false));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue("seconds", CLOSE_SECONDS).log("housekeeping did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tasks.forEach(task -> task.lease().release());
    }
}
