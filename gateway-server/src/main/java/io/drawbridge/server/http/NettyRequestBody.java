// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.RequestBody;
import io.netty.buffer.ByteBuf;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A request body that is read while it is received. The event loop offers pieces, one worker thread takes them. From
 * the first read on, the body requests a little more than was taken from the channel, so that the client and the store
 * work at the same time, and a slow store slows the client down.
 */
final class NettyRequestBody implements RequestBody {
    /** The connection that receives the body. */
    interface Source {
        /**
         * Requests one more piece from the channel; also sends {@code 100 Continue} if the client still waits for it.
         */
        void request(NettyRequestBody body);

        /** Sends {@code 100 Continue} if the client still waits for it. */
        void sendContinue();
    }

    // A client that sends less than 1 KiB a second would occupy a worker for ever.
    private static final long NANOS_PER_BYTE_MAX = 1_000_000_000L / HttpLimits.BYTES_PER_SECOND_MIN;

    // At most two reads of the channel: enough to keep both sides busy.
    private static final int AHEAD_LENGTH_MAX = 256 << 10;

    private final Source source;
    private final long contentLength;
    private final long timeoutNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>(4);
    private boolean reading;
    private boolean requested;
    private int waiting;
    private boolean ended;
    private boolean broken;
    private boolean closed;
    private long received;
    private long waitedNanos;

    NettyRequestBody(Source source, long contentLength, long timeoutNanos) {
        this.source = source;
        this.contentLength = contentLength;
        this.timeoutNanos = timeoutNanos;
    }

    @Override
    public long contentLength() {
        return contentLength;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        lock.lock();
        try {
            reading = true;
            while (true) {
                ByteBuf piece = pieces.peek();
                if (piece != null) {
                    return take(piece, target);
                }
                if (broken || closed) {
                    throw new EOFException("the connection broke before the end of the body");
                }
                if (ended) {
                    return -1;
                }
                request();
                long allowed = allowedNanos();
                long left = arrived.awaitNanos(allowed);
                waitedNanos += allowed - left;
                if (left <= 0) {
                    throw new IOException("the client sent nothing for too long");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for the body", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sendContinue() {
        source.sendContinue();
    }

    private void request() {
        if (!requested) {
            requested = true;
            source.request(this);
        }
    }

    /** Returns the time for the next piece: it decreases for a client that only sends small pieces. */
    private long allowedNanos() throws IOException {
        long allowed = Math.min(timeoutNanos, timeoutNanos + received * NANOS_PER_BYTE_MAX - waitedNanos);
        if (allowed <= 0) {
            throw new IOException("the client sends too slowly");
        }
        return allowed;
    }

    private int take(ByteBuf piece, ByteBuffer target) {
        int count = Math.min(piece.readableBytes(), target.remaining());
        int limit = target.limit();
        target.limit(target.position() + count);
        piece.readBytes(target);
        target.limit(limit);
        if (!piece.isReadable()) {
            pieces.remove();
            piece.release();
        }
        waiting -= count;
        if (!ended && !broken && waiting <= AHEAD_LENGTH_MAX / 2) {
            request();
        }
        return count;
    }

    /**
     * Called by the event loop with a piece, which this body then owns.
     *
     * @param last whether it is the last piece
     * @return whether the next piece must be requested from the channel immediately
     */
    boolean offer(ByteBuf piece, boolean last) {
        lock.lock();
        try {
            if (closed || !piece.isReadable()) {
                piece.release();
            } else {
                received += piece.readableBytes();
                waiting += piece.readableBytes();
                pieces.add(piece);
            }
            ended |= last;
            requested = reading && !closed && !ended && waiting < AHEAD_LENGTH_MAX;
            arrived.signal();
            return requested;
        } finally {
            lock.unlock();
        }
    }

    /** Called by the event loop when the connection is closed. */
    void fail() {
        lock.lock();
        try {
            broken = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            pieces.forEach(ByteBuf::release);
            pieces.clear();
        } finally {
            lock.unlock();
        }
    }
}
