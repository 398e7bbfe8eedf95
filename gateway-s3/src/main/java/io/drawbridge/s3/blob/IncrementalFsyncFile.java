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
 * A long file that is forced to the device while it is still written, a step at a time, so that the device works while the
 * rest is received and little is left to force at the end. A failure of any of these counts: the system tells of lost
 * bytes once.
 */
final class IncrementalFsyncFile implements AutoCloseable {
    /** Bytes between two forces. */
    static final long STEP = 8L << 20;

    private final Disk.Output file;
    private final Executor executor;
    private long unforced;
    private @Nullable FutureTask<Boolean> running;

    /** @param executor runs a task now, or rejects it */
    IncrementalFsyncFile(Disk.Output file, Executor executor) {
        this.file = file;
        this.executor = executor;
    }

    /** Appends the remaining bytes of the buffer. */
    void write(ByteBuffer bytes) throws IOException {
        unforced += bytes.remaining();
        file.write(bytes);
        FutureTask<Boolean> last = running;
        if (unforced >= STEP && (last == null || last.isDone())) {
            await();
            begin();
        }
    }

    /** Forces all bytes to the device. */
    void force() throws IOException {
        await();
        file.force();
    }

    /** Closes the file when nothing works on it any more. A failure on the way matters only to who forces all of it. */
    @Override
    public void close() throws IOException {
        if (running != null) {
            ended(running);
        }
        file.close();
    }

    private void begin() {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            file.force();
            return true;
        });
        try {
            executor.execute(task);
            running = task;
            unforced = 0;
        } catch (RejectedExecutionException busy) {
            // Enough is forced at this time. What is not forced on the way is forced at the end.
            unforced = 0;
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

    /** Waits for the end, and tells what went wrong. */
    private static Optional<IOException> ended(FutureTask<Boolean> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return Optional.empty();
                } catch (InterruptedException e) {
                    // The file may be closed only when nobody uses it; a device ends what it began.
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
