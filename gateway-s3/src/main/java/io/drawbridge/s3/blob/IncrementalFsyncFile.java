// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A long file that is synced to the device a step at a time while it is still written, so that the device works while
 * the rest is received and little is left for the final fsync. A failure of any step counts: the system reports lost
 * bytes only once.
 */
final class IncrementalFsyncFile implements AutoCloseable {
    /** The number of bytes between two fsyncs. */
    static final long STEP = 8L << 20;

    private final Disk.Output file;
    private final Executor executor;
    private long unsynced;
    private @Nullable FutureTask<Boolean> running;

    /**
     * @param executor runs a task immediately, or rejects it
     */
    IncrementalFsyncFile(Disk.Output file, Executor executor) {
        this.file = file;
        this.executor = executor;
    }

    /** Appends the remaining bytes of the buffer. */
    void write(ByteBuffer bytes) throws IOException {
        unsynced += bytes.remaining();
        file.write(bytes);
        FutureTask<Boolean> last = running;
        if (unsynced >= STEP && (last == null || last.isDone())) {
            await();
            begin();
        }
    }

    /** Syncs all bytes to the device. */
    void fsync() throws IOException {
        await();
        file.fsync();
    }

    /**
     * Closes the file after the running fsync ends. A failure of that fsync matters only to a caller of {@link #fsync}.
     */
    @Override
    public void close() throws IOException {
        if (running != null) {
            ended(running);
        }
        file.close();
    }

    private void begin() {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            file.fsync();
            return true;
        });
        try {
            executor.execute(task);
            running = task;
            unsynced = 0;
        } catch (RejectedExecutionException busy) {
            // Enough fsyncs run already. The final fsync writes the rest.
            unsynced = 0;
        }
    }

    private void await() throws IOException {
        if (running == null) {
            return;
        }
        Optional<IOException> failure = ended(running);
        if (failure.isPresent()) {
            throw failure.get();
        }
        running = null;
    }

    /** Waits for the task and returns its failure, if any. */
    private static Optional<IOException> ended(FutureTask<Boolean> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return Optional.empty();
                } catch (InterruptedException e) {
                    // The file may be closed only after the fsync ends; a device completes what it began.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            return Optional.of(new IOException("bytes did not reach the device: " + e.getMessage(), e));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
