// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers that requests borrow while they move large bodies, so that a body costs the same memory whatever its length.
 * Safe for many threads.
 */
public final class BufferPool {
    /** The capacity of each buffer in bytes. */
    public static final int BUFFER_LENGTH = 256 << 10;

    private static final int IDLE_MAX = 64;

    private final ArrayBlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(IDLE_MAX);

    /** An empty buffer with an array, which the caller gives back. */
    public ByteBuffer take() {
        ByteBuffer buffer = idle.poll();
        return buffer == null ? ByteBuffer.allocate(BUFFER_LENGTH) : buffer.clear();
    }

    /** Takes back a buffer that nobody uses any more. */
    public void giveBack(ByteBuffer buffer) {
        boolean kept = idle.offer(buffer);
        assert kept || idle.remainingCapacity() < IDLE_MAX : "a full pool drops the buffer";
    }
}
