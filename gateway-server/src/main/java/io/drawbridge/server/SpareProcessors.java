// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import io.drawbridge.server.http.NamedThreads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for computations that gain by a second processor: one less than there are processors, and at least one. What
 * they cannot begin soon is dropped, so the caller must be able to do it alone.
 */
final class SpareProcessors implements Executor, AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    SpareProcessors() {
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        // One place a thread: a thread that is about to finish need not have come back to ask.
        threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(count),
                new NamedThreads("drawbridge-spare"),
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Lets what runs end. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
