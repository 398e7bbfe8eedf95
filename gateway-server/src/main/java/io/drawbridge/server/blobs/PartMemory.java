// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The buffers of all uploads. An upload takes one piece at its begin and the rest of a part in one go when it needs more,
 * so whoever waits holds almost nothing, and whoever holds a part can go on. Safe for many threads.
 */
final class PartMemory {
    /** The length of one piece in bytes. */
    static final int PIECE_LENGTH = 256 << 10;

    private final Semaphore free;
    private final Duration wait;
    private final ConcurrentLinkedQueue<byte[]> idle = new ConcurrentLinkedQueue<>();

    PartMemory(long bytes, Duration wait) {
        this.free = new Semaphore((int) (bytes / PIECE_LENGTH), true);
        this.wait = wait;
    }

    /** @throws IOException when others keep them for too long */
    void reserve(int pieces) throws IOException {
        try {
            if (!free.tryAcquire(pieces, wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("all memory for uploads to the blob store is in use");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for memory", e);
        }
    }

    /** One of the pieces that were reserved. */
    byte[] take() {
        byte[] piece = idle.poll();
        return piece == null ? new byte[PIECE_LENGTH] : piece;
    }

    void giveBack(byte[] piece) {
        idle.add(piece);
    }

    /** Ends a reservation, after its pieces were given back. */
    void release(int pieces) {
        free.release(pieces);
    }

    /** Pieces that nobody has reserved. */
    int free() {
        return free.availablePermits();
    }
}
