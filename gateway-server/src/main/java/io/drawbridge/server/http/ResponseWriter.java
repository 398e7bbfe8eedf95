// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.ResponseBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes the responses of one connection. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
final class ResponseWriter {
    private static final byte[] NOTHING = new byte[0];
    private static final int JOINED_LENGTH_MAX = 32 << 10;
    private static final long WRITE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(75);
    private static final int PIECE_LENGTH_MAX = 64 << 10;

    private final HttpDate date;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition writable = lock.newCondition();
    private final AtomicLong bodyBytesWritten = new AtomicLong();
    private final AtomicLong streamBytesQueued = new AtomicLong();
    private long bytesQueued;
    private @Nullable LongSupplier region;

    ResponseWriter(HttpDate date, Clock clock) {
        this.date = date;
        this.clock = clock;
    }

    /**
     * Writes a response.
     *
     * @param done called on the event loop with whether all of it was written
     */
    void write(
            ChannelHandlerContext context,
            HttpRequest request,
            ApiResponse response,
            boolean keepAlive,
            Executor workers,
            ChannelFutureListener done) {
        boolean bodyless = request.method().equals(HttpMethod.HEAD) || hasNoBody(response.status());
        ResponseBody body = response.body();
        ResponseHead head;
        try {
            head = head(request, response, keepAlive);
        } catch (RuntimeException e) {
            release(body);
            throw e;
        }
        if (body instanceof ResponseBody.Bytes bytes) {
            byte[] sent = bodyless ? NOTHING : bytes.bytes();
            bodyBytesWritten.set(sent.length);
            whole(context, head, sent).addListener(done);
        } else if (body instanceof ResponseBody.FileRegion file) {
            if (bodyless) {
                closeQuietly(file);
                whole(context, head, NOTHING).addListener(done);
            } else {
                context.write(buffer(context, head, 0));
                writeFile(context, file).addListener(done);
            }
        } else if (bodyless) {
            ((ResponseBody.Streamed) body).producer().discard();
            whole(context, head, NOTHING).addListener(done);
        } else {
            context.write(buffer(context, head, 0));
            stream(context, (ResponseBody.Streamed) body, workers, done);
        }
    }

    /**
     * Returns the bytes of the last response's body that were passed to the connection, without those that were lost
     * when it broke.
     */
    long bodyBytesWritten() {
        LongSupplier passed = region;
        return passed == null ? bodyBytesWritten.get() : passed.getAsLong();
    }

    private ChannelFuture writeFile(ChannelHandlerContext context, ResponseBody.FileRegion file) {
        if (TlsContext.isUsedBy(context.pipeline())) {
            FilePieces pieces = new FilePieces(file.channel(), file.offset(), file.contentLength());
            region = pieces::progress;
            return context.writeAndFlush(pieces);
        }
        DefaultFileRegion copied = new DefaultFileRegion(file.channel(), file.offset(), file.contentLength());
        region = copied::transferred;
        return context.writeAndFlush(copied);
    }

    /** Returns the bytes of all responses that were passed to the connection, without those of files. */
    long bytesQueued() {
        return bytesQueued + streamBytesQueued.get();
    }

    /** A new request has begun: nothing of its response is written yet. */
    void begin() {
        bodyBytesWritten.set(0);
        region = null;
    }

    /** Gives back what a body holds that is not written. */
    private static void release(ResponseBody body) {
        if (body instanceof ResponseBody.FileRegion file) {
            closeQuietly(file);
        } else if (body instanceof ResponseBody.Streamed streamed) {
            streamed.producer().discard();
        }
    }

    /** Writes a short body in the buffer of its head: one buffer is written faster than two. */
    private ChannelFuture whole(ChannelHandlerContext context, ResponseHead head, byte[] body) {
        if (body.length > JOINED_LENGTH_MAX) {
            context.write(buffer(context, head, 0));
            bytesQueued += body.length;
            return context.writeAndFlush(Unpooled.wrappedBuffer(body));
        }
        ByteBuf buffer = buffer(context, head, body.length);
        buffer.writeBytes(body);
        return context.writeAndFlush(buffer);
    }

    private ByteBuf buffer(ChannelHandlerContext context, ResponseHead head, int room) {
        ByteBuf buffer = context.alloc().directBuffer(head.length() + room);
        bytesQueued += head.length() + room;
        head.copyTo(buffer);
        return buffer;
    }

    private static void closeQuietly(ResponseBody.FileRegion region) {
        try {
            region.channel().close();
        } catch (IOException e) {
            // AWS: this response sends no body; a descriptor that fails to close is released all the same.
            return;
        }
    }

    private static boolean hasNoBody(int status) {
        return status == 204 || status == 304;
    }

    private ResponseHead head(HttpRequest request, ApiResponse response, boolean keepAlive) {
        ResponseHead head = new ResponseHead(response.status());
        HttpHeaders headers = response.headers();
        for (int i = 0; i < headers.size(); i++) {
            head.field(headers.name(i), headers.value(i));
        }
        head.field("Date", date.of(clock.instant()));
        if (!hasNoBody(response.status()) && !headers.contains("Content-Length")) {
            head.field("Content-Length", Long.toString(response.body().contentLength()));
        }
        if (!keepAlive) {
            head.field("Connection", "close");
        } else if (!request.protocolVersion().isKeepAliveDefault()) {
            head.field("Connection", "keep-alive");
        }
        head.end();
        return head;
    }

    private void stream(
            ChannelHandlerContext context, ResponseBody.Streamed body, Executor workers, ChannelFutureListener done) {
        try {
            workers.execute(() -> {
                try {
                    body.producer().writeTo(new BlockingChannel(context));
                    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done);
                } catch (IOException | RuntimeException e) {
                    // The head was sent: closing the connection is the only way left to signal that the body is
                    // incomplete.
                    context.newFailedFuture(e).addListener(done);
                }
            });
        } catch (RejectedExecutionException e) {
            body.producer().discard();
            context.newFailedFuture(e).addListener(done);
        }
    }

    /** Called when the channel becomes writable, or is closed. */
    void writabilityChanged() {
        lock.lock();
        try {
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets a worker write as fast as the client reads. */
    private final class BlockingChannel implements WritableByteChannel {
        private final ChannelHandlerContext context;

        BlockingChannel(ChannelHandlerContext context) {
            this.context = context;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int total = source.remaining();
            while (source.hasRemaining()) {
                awaitWritable();
                int count = Math.min(source.remaining(), PIECE_LENGTH_MAX);
                ByteBuffer piece = source.slice().limit(count);
                source.position(source.position() + count);
                context.writeAndFlush(context.alloc().directBuffer(count).writeBytes(piece));
                bodyBytesWritten.addAndGet(count);
                streamBytesQueued.addAndGet(count);
            }
            return total;
        }

        private void awaitWritable() throws IOException {
            lock.lock();
            try {
                long left = WRITE_TIMEOUT_NANOS;
                while (!context.channel().isWritable() && context.channel().isActive()) {
                    left = writable.awaitNanos(left);
                    if (left <= 0) {
                        throw new IOException("the client read nothing for too long");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped while writing", e);
            } finally {
                lock.unlock();
            }
            if (!context.channel().isActive()) {
                throw new ClosedChannelException();
            }
        }

        @Override
        public boolean isOpen() {
            return context.channel().isActive();
        }

        @Override
        public void close() {
            // The handler owns the connection.
        }
    }
}
