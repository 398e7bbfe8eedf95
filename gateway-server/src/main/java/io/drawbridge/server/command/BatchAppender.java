// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log to the standard error stream, all lines of a few milliseconds at once: a wake-up and a system call for
 * each line would cost a fifth of a small request. Logging never waits: lines that do not fit into the queue are
 * dropped and counted. While the process ends, each line is written immediately, and the logging thread waits for it up
 * to a limit: a blocked output cannot keep the process alive.
 */
public final class BatchAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /** The maximal number of waiting lines. */
    static final int QUEUE_LENGTH = 16_384;

    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long END_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int WRITTEN_BYTES_MAX = 256 << 10;

    private final BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    private final AtomicLong dropped = new AtomicLong();
    // Only the writer thread accesses these.
    private final List<ILoggingEvent> batch = new ArrayList<>();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final OutputStream target;
    private @Nullable Encoder<ILoggingEvent> encoder;
    private final Thread writer = new Thread(this::run, "drawbridge-log");
    private final AtomicBoolean idle = new AtomicBoolean();
    private volatile boolean writing;
    private volatile boolean ending;

    /** For the configuration of Logback. */
    public BatchAppender() {
        this(new FileOutputStream(FileDescriptor.err));
    }

    BatchAppender(OutputStream target) {
        this.target = target;
    }

    /** Set by the configuration, before the start. */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    @Override
    public void start() {
        if (encoder == null) {
            addError("the appender " + getName() + " has no encoder");
            return;
        }
        super.start();
        writer.setDaemon(true);
        writer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "drawbridge-log-end"));
    }

    /** Writes the waiting lines and stops. */
    @Override
    public void stop() {
        super.stop();
        end();
        LockSupport.unpark(writer);
    }

    private void end() {
        ending = true;
        awaitWritten();
    }

    private void awaitWritten() {
        long deadline = System.nanoTime() + END_NANOS;
        while ((!queue.isEmpty() || writing) && System.nanoTime() - deadline < 0) {
            LockSupport.unpark(writer);
            LockSupport.parkNanos(this, END_PAUSE_NANOS);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        if (!queue.offer(event)) {
            dropped.incrementAndGet();
        }
        if (ending) {
            awaitWritten();
        } else if (idle.get() && idle.compareAndSet(true, false)) {
            LockSupport.unpark(writer);
        }
    }

    private void run() {
        while (isStarted() || !queue.isEmpty()) {
            if (queue.isEmpty()) {
                awaitLine();
            }
            gather();
            // INVARIANT: set before the queue is emptied; a thread that waits for its end reads both.
            writing = true;
            write();
            writing = false;
        }
    }

    private void awaitLine() {
        idle.set(true);
        // A logging thread reads the flag after it has added to the queue; this thread reads the queue after it has set
        // the flag.
        while (queue.isEmpty() && idle.get() && isStarted()) {
            LockSupport.park(this);
        }
        idle.set(false);
    }

    private void gather() {
        long begin = System.nanoTime();
        long left = GATHER_NANOS;
        while (left > 0 && !ending) {
            LockSupport.parkNanos(this, left);
            left = GATHER_NANOS - (System.nanoTime() - begin);
        }
    }

    private void write() {
        Encoder<ILoggingEvent> encoding = encoder;
        if (encoding == null) {
            return;
        }
        queue.drainTo(batch);
        try {
            for (ILoggingEvent event : batch) {
                encode(encoding, event);
                if (lines.size() >= WRITTEN_BYTES_MAX) {
                    writeLines();
                }
            }
            long lost = dropped.getAndSet(0);
            if (lost > 0) {
                lines.writeBytes((lost + " lines of the log were dropped: more came than could be written\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            writeLines();
        } catch (IOException e) {
            addError("the log cannot be written", e);
        } finally {
            batch.clear();
            lines.reset();
        }
    }

    private void encode(Encoder<ILoggingEvent> encoding, ILoggingEvent event) {
        try {
            lines.writeBytes(encoding.encode(event));
        } catch (RuntimeException e) {
            // The argument of a line may throw in toString; the following lines must be written all the same.
            addError("a line of the log cannot be written", e);
        }
    }

    private void writeLines() throws IOException {
        lines.writeTo(target);
        target.flush();
        lines.reset();
    }
}
