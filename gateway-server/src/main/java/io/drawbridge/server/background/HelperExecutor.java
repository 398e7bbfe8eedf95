// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.background;

import io.drawbridge.server.http.NamedThreads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs computations on other processors, with one thread less than there are processors, and at least one. A task is
 * rejected when no thread can run it soon, so the caller must be able to do the work itself.
 */
public final class HelperExecutor implements Executor, AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    public HelperExecutor() {
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        // One place in the queue for each thread: a thread that is about to finish may not have taken its next task
        // yet.
        threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(count),
                new NamedThreads("drawbridge-helper"),
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Waits for running tasks. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
