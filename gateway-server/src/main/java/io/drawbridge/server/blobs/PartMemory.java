// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The buffers of all uploads. An upload takes one piece at its begin and the rest of a part in one go when it needs more.
 * The two come from stocks of their own: whoever waits for a first piece holds nothing, whoever waits for the rest holds
 * none of it, and whoever holds a part can go on. A second part, which is filled while the first is on its way, is only
 * taken when nobody waits. Safe for many threads.
 */
final class PartMemory {
    /** The length of one piece in bytes. */
    static final int PIECE_LENGTH = 256 << 10;

    /** The pieces of a part but the first. */
    private static final int REST = PartBuffer.LENGTH_MAX / PIECE_LENGTH - 1;

    /** As many uploads as there are workers can begin, if that takes no more than half of the memory. */
    private static final int FIRST_WANTED = 256;

    private final Semaphore first;
    private final Semaphore rest;
    private final Duration wait;
    private final ConcurrentLinkedQueue<byte[]> idle = new ConcurrentLinkedQueue<>();

    /** @param bytes enough for one part at least */
    PartMemory(long bytes, Duration wait) {
        int pieces = (int) (bytes / PIECE_LENGTH);
        if (pieces <= REST) {
            throw new IllegalArgumentException(
                    "memory of uploads: " + bytes + " bytes (expected: " + PartBuffer.LENGTH_MAX + " or more)");
        }
        int rests = Math.max(REST, (pieces - Math.min(FIRST_WANTED, pieces / 2)) / REST * REST);
        this.first = new Semaphore(pieces - rests, true);
        this.rest = new Semaphore(rests, true);
        this.wait = wait;
    }

    /** @throws IOException when others keep them for too long */
    void reserveFirst() throws IOException {
        reserve(first, 1);
    }

    /** @throws IOException when others keep them for too long */
    void reserveRest() throws IOException {
        reserve(rest, REST);
    }

    private void reserve(Semaphore stock, int pieces) throws IOException {
        try {
            if (!stock.tryAcquire(pieces, wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("all memory for uploads to the blob store is in use");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for memory", e);
        }
    }

    /**
     * Reserves a whole part if there is room for it and nobody waits.
     *
     * @return whether it did; never waits
     */
    boolean tryReservePart() {
        if (!now(first, 1)) {
            return false;
        }
        if (now(rest, REST)) {
            return true;
        }
        first.release();
        return false;
    }

    private static boolean now(Semaphore stock, int pieces) {
        try {
            // Unlike tryAcquire without a time this one does not overtake those who wait.
            return stock.tryAcquire(pieces, 0, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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

    /** Ends the reservation of a first piece, after it was given back. */
    void releaseFirst() {
        first.release();
    }

    /** Ends the reservation of the rest of a part, after its pieces were given back. */
    void releaseRest() {
        rest.release(REST);
    }

    /** Pieces that nobody has reserved. */
    int free() {
        return first.availablePermits() + rest.availablePermits();
    }
}
