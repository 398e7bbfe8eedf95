// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import io.drawbridge.s3.blob.BufferPool;
import io.drawbridge.s3.checksum.BodyDigests;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The MD5 of one body, computed on another processor while the body is received, checked and written: MD5 takes longer
 * than all that together and cannot be divided. A few buffers go around, so that neither side waits for the other at each
 * one. What no other processor begins in time, the receiving thread computes itself.
 *
 * <p>One thread receives and calls all public methods.
 */
final class Md5Beside implements AutoCloseable {
    /** One is filled, one hashed, and the rest makes up for the unsteadiness of both. */
    static final int BUFFERS_MAX = 4;

    private final BodyDigests digests;
    private final BufferPool pool;
    private final Executor spare;
    private final Object lock = new Object();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>(BUFFERS_MAX);
    private final Deque<ByteBuffer> free = new ArrayDeque<>(BUFFERS_MAX);
    private int taken;
    private boolean hashing;
    private @Nullable RuntimeException failure;

    /** @param spare runs a task soon on another processor, or drops it when none is free */
    Md5Beside(BodyDigests digests, BufferPool pool, Executor spare) {
        this.digests = digests;
        this.pool = pool;
        this.spare = spare;
    }

    /** An empty buffer. It belongs to the receiving thread until it is added and the next one is asked for. */
    ByteBuffer next() {
        while (true) {
            synchronized (lock) {
                ByteBuffer buffer = free.poll();
                if (buffer != null) {
                    return buffer.clear();
                }
                if (taken < BUFFERS_MAX) {
                    taken++;
                    return pool.take();
                }
            }
            hashOneOrWait();
        }
    }

    /** Adds the bytes of a buffer, whose position and limit must stay as they are. */
    void add(ByteBuffer filled) {
        boolean idle;
        synchronized (lock) {
            waiting.add(filled);
            idle = !hashing;
        }
        if (idle) {
            spare.execute(this::hashAll);
        }
    }

    /** Waits until every buffer that was added is part of the MD5. */
    void await() {
        while (true) {
            synchronized (lock) {
                if (failure != null) {
                    throw failure;
                }
                if (waiting.isEmpty()) {
                    return;
                }
            }
            hashOneOrWait();
        }
    }

    /** Gives the buffers back when nobody uses them any more. */
    @Override
    public void close() {
        try {
            await();
        } finally {
            for (ByteBuffer buffer = free.poll(); buffer != null; buffer = free.poll()) {
                pool.giveBack(buffer);
            }
        }
    }

    private void hashOneOrWait() {
        if (begin()) {
            hashFirst();
            end(false);
            return;
        }
        boolean interrupted = false;
        synchronized (lock) {
            int left = waiting.size();
            while (hashing && waiting.size() == left) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    // The buffers go back to the pool: whoever hashes must have left them. That takes a millisecond.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void hashAll() {
        boolean more = begin();
        while (more) {
            hashFirst();
            more = end(true);
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

    private void hashFirst() {
        ByteBuffer first;
        synchronized (lock) {
            first = waiting.element();
        }
        try {
            digests.updateMd5(first);
        } catch (RuntimeException e) {
            synchronized (lock) {
                failure = e;
            }
        }
    }

    /** Frees the buffer that was hashed, and keeps the right to hash if there is more to do and it is wanted. */
    private boolean end(boolean goOn) {
        synchronized (lock) {
            free.add(waiting.remove());
            hashing = goOn && !waiting.isEmpty();
            lock.notifyAll();
            return hashing;
        }
    }
}
