// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.s3.blob.BufferPool;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Computes the MD5 of one body on another processor while the body is received, checked and written: MD5 takes longer
 * than all of that together and cannot be divided. A few buffers circulate, so that neither side waits for the other at
 * each buffer. When no other processor is free in time, the receiving thread computes the MD5 itself.
 * <p>One thread receives and calls all public methods.
 */
final class ConcurrentMd5 implements AutoCloseable {
    /** One is filled, one is hashed, and the rest evens out the speed of both. */
    static final int BUFFERS_MAX = 4;

    /** The number of buffers that is needed; more are taken only while the pool has enough for all. */
    private static final int BUFFERS_MIN = 2;

    private final Consumer<ByteBuffer> md5;
    private final BufferPool pool;
    private final Executor spare;
    private final Object lock = new Object();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>(BUFFERS_MAX);
    private final Deque<ByteBuffer> free = new ArrayDeque<>(BUFFERS_MAX);
    private int count;
    private @Nullable ByteBuffer lent;
    private boolean hashing;
    private boolean failed;

    /**
     * @param md5 takes the remaining bytes of a buffer, whose position stays
     * @param spare runs a task soon on another processor, or drops it when none is free
     */
    ConcurrentMd5(Consumer<ByteBuffer> md5, BufferPool pool, Executor spare) {
        this.md5 = md5;
        this.pool = pool;
        this.spare = spare;
    }

    /** Returns an empty buffer. It belongs to the receiving thread until it is added and the next one is taken. */
    ByteBuffer next() {
        Optional<ByteBuffer> buffer = freeOrNew();
        while (buffer.isEmpty()) {
            hashOneOrWait();
            buffer = freeOrNew();
        }
        lent = buffer.get();
        return buffer.get();
    }

    private Optional<ByteBuffer> freeOrNew() {
        synchronized (lock) {
            ByteBuffer buffer = free.poll();
            if (buffer != null) {
                return Optional.of(buffer.clear());
            }
            Optional<ByteBuffer> taken = Optional.empty();
            if (count < BUFFERS_MIN) {
                taken = Optional.of(pool.take());
            } else if (count < BUFFERS_MAX) {
                taken = pool.takeExtra();
            }
            count += taken.isPresent() ? 1 : 0;
            return taken;
        }
    }

    /** Adds the bytes of a buffer, whose position and limit must stay as they are. */
    void add(ByteBuffer filled) {
        boolean idle;
        synchronized (lock) {
            lent = null;
            waiting.add(filled);
            idle = !hashing;
        }
        if (idle) {
            spare.execute(this::hashAll);
        }
    }

    /**
     * Waits until every buffer that was added is part of the MD5.
     *
     * @throws IllegalStateException when the thread that computed it failed
     */
    void await() {
        drain();
        synchronized (lock) {
            if (failed) {
                throw new IllegalStateException("the MD5 of a body could not be computed");
            }
        }
    }

    private void drain() {
        while (true) {
            synchronized (lock) {
                if (waiting.isEmpty()) {
                    return;
                }
            }
            hashOneOrWait();
        }
    }

    /** Gives the buffers back after the last use. */
    @Override
    public void close() {
        drain();
        synchronized (lock) {
            if (lent != null) {
                free.add(lent);
                lent = null;
            }
            for (ByteBuffer buffer = free.poll(); buffer != null; buffer = free.poll()) {
                if (count > BUFFERS_MIN) {
                    pool.giveBackExtra(buffer);
                } else {
                    pool.giveBack(buffer);
                }
                count--;
            }
        }
    }

    private void hashOneOrWait() {
        if (begin()) {
            hashFirst(false);
            return;
        }
        boolean interrupted = false;
        synchronized (lock) {
            int waitingBefore = waiting.size();
            while (hashing && waiting.size() == waitingBefore) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    // The buffers go back to the pool, so the hashing thread must be done with them. That takes a
                    // millisecond.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void hashAll() {
        boolean mayHash = begin();
        while (mayHash) {
            mayHash = hashFirst(true);
        }
    }

    /** Takes the right to hash, which one thread has at a time. */
    private boolean begin() {
        synchronized (lock) {
            if (hashing || waiting.isEmpty()) {
                return false;
            }
            hashing = true;
            return true;
        }
    }

    /**
     * Hashes the first waiting buffer. Even when this throws, the buffer is freed and other threads may continue.
     *
     * @return whether this thread keeps the right to hash, because there is more to do and it continues
     */
    private boolean hashFirst(boolean goOn) {
        ByteBuffer first;
        synchronized (lock) {
            first = waiting.element();
        }
        boolean hashed = false;
        boolean mayHash = false;
        try {
            md5.accept(first);
            hashed = true;
        } finally {
            synchronized (lock) {
                free.add(waiting.remove());
                failed |= !hashed;
                hashing = hashed && goOn && !waiting.isEmpty();
                mayHash = hashing;
                lock.notifyAll();
            }
        }
        return mayHash;
    }
}
