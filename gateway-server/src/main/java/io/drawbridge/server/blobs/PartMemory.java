// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.blobs;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The buffers of all uploads. An upload reserves one piece at its start, and the rest of a part at once when it needs
 * more. The two come from separate pools, so that there is no deadlock: an upload that waits for a first piece holds
 * nothing, one that waits for the rest holds none of it, and one that holds a part can continue. A second part, which
 * is filled while the first is being sent, is only reserved when no upload waits. Safe for many threads.
 */
final class PartMemory {
    /** The length of one piece in bytes. */
    static final int PIECE_LENGTH = 256 << 10;

    /** The pieces of a part except the first. */
    private static final int REST = PartBuffer.LENGTH_MAX / PIECE_LENGTH - 1;

    /** The uploads that can begin at the same time: one for each worker, if that takes at most half of the memory. */
    private static final int FIRST_WANTED = 256;

    private final Semaphore first;
    private final Semaphore rest;
    private final Duration wait;
    private final ConcurrentLinkedQueue<byte[]> idle = new ConcurrentLinkedQueue<>();

    /** @param bytes the memory of all buffers, enough for at least one part */
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
     * Reserves a whole part if there is space for it and no upload waits.
     *
     * @return whether it was reserved; never waits
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
            // Unlike tryAcquire without a time, this does not overtake waiting threads.
            return stock.tryAcquire(pieces, 0, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns one of the reserved pieces. */
    byte[] take() {
        byte[] piece = idle.poll();
        return piece == null ? new byte[PIECE_LENGTH] : piece;
    }

    void giveBack(byte[] piece) {
        idle.add(piece);
    }

    /** Ends the reservation of a first piece, after the piece was returned. */
    void releaseFirst() {
        first.release();
    }

    /** Ends the reservation of the rest of a part, after its pieces were returned. */
    void releaseRest() {
        rest.release(REST);
    }

    /** Returns the number of pieces that are not reserved. */
    int free() {
        return first.availablePermits() + rest.availablePermits();
    }
}
