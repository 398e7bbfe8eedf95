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
 * A body that arrives while it is read. The event loop offers pieces, one worker takes them; the channel is asked for
 * more only when the worker waits, so a slow store holds the sender back.
 */
final class NettyRequestBody implements RequestBody {
    /** Asks the channel for one more piece; also sends {@code 100 Continue} the first time if the client waits for it. */
    interface Source {
        void request();
    }

    // A client that sends less than 1 KiB a second would hold a worker for ever.
    private static final long NANOS_PER_BYTE_MAX = 1_000_000_000L / 1024;

    private final Source source;
    private final long contentLength;
    private final long timeoutNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>(4);
    private boolean requested;
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
                if (!requested) {
                    requested = true;
                    source.request();
                }
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

    /** How long the next piece may take: less and less for a client that only sends drops. */
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
        return count;
    }

    /** Called by the event loop with a piece, which this body now owns. */
    void offer(ByteBuf piece) {
        lock.lock();
        try {
            requested = false;
            if (closed || !piece.isReadable()) {
                piece.release();
            } else {
                received += piece.readableBytes();
                pieces.add(piece);
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Called by the event loop behind the last piece. */
    void end() {
        lock.lock();
        try {
            ended = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Called by the event loop when the connection is gone. */
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
