// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers that requests borrow while they move large bodies, so that a body of any length needs the same memory. Safe
 * for many threads.
 */
public final class BufferPool {
    /** The capacity of each buffer in bytes. */
    public static final int BUFFER_LENGTH = 256 << 10;

    private static final int IDLE_MAX = 64;

    /** How many buffers may be borrowed beyond those that each request needs. */
    private static final int EXTRA_MAX = 64;

    private final Semaphore extra = new Semaphore(EXTRA_MAX);
    private final AtomicInteger inUse = new AtomicInteger();
    private final ArrayBlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(IDLE_MAX);

    /** Returns an empty buffer with an array; the caller gives it back. */
    public ByteBuffer take() {
        inUse.incrementAndGet();
        ByteBuffer buffer = idle.poll();
        return buffer == null ? ByteBuffer.allocate(BUFFER_LENGTH) : buffer.clear();
    }

    /** Takes back a buffer that is no longer in use. */
    public void giveBack(ByteBuffer buffer) {
        inUse.decrementAndGet();
        boolean kept = idle.offer(buffer);
        assert kept || idle.remainingCapacity() < IDLE_MAX : "a full pool drops the buffer";
    }

    /** Returns a buffer that makes the request faster but is not needed, or empty when enough of these are borrowed. */
    public Optional<ByteBuffer> takeExtra() {
        return extra.tryAcquire() ? Optional.of(take()) : Optional.empty();
    }

    /** Takes back a buffer of {@link #takeExtra}. */
    public void giveBackExtra(ByteBuffer buffer) {
        giveBack(buffer);
        extra.release();
    }

    /** Returns how many buffers are borrowed. */
    public int inUse() {
        return inUse.get();
    }
}
