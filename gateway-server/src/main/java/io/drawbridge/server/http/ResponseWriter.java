// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.ResponseBody;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Writes the responses of one connection. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
final class ResponseWriter {
    // It validates names and values: what a client may choose, such as response-content-type, reaches a header here.
    private static final HttpHeadersFactory HEADERS = DefaultHttpHeadersFactory.headersFactory();
    private static final long WRITE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(75);
    private static final int PIECE_LENGTH_MAX = 64 << 10;

    private final HttpDate date;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition writable = lock.newCondition();

    ResponseWriter(HttpDate date, Clock clock) {
        this.date = date;
        this.clock = clock;
    }

    /**
     * Writes a response.
     *
     * @param done told on the event loop whether all of it was written
     */
    void write(
            ChannelHandlerContext context,
            HttpRequest request,
            ApiResponse response,
            boolean keepAlive,
            Executor workers,
            Consumer<Boolean> done) {
        boolean bodyless = request.method().equals(HttpMethod.HEAD) || hasNoBody(response.status());
        ResponseBody body = response.body();
        if (body instanceof ResponseBody.Bytes bytes) {
            DefaultFullHttpResponse full = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(response.status()),
                    bodyless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes.bytes()),
                    HEADERS,
                    DefaultHttpHeadersFactory.trailersFactory());
            fill(full, request, response, keepAlive);
            tell(context.writeAndFlush(full), done);
            return;
        }
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()), HEADERS);
        fill(head, request, response, keepAlive);
        context.write(head);
        if (body instanceof ResponseBody.FileRegion region) {
            if (bodyless) {
                closeQuietly(region);
            } else {
                context.write(new DefaultFileRegion(region.channel(), region.offset(), region.contentLength()));
            }
            tell(context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT), done);
        } else if (bodyless) {
            ((ResponseBody.Streamed) body).producer().discard();
            tell(context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT), done);
        } else {
            stream(context, (ResponseBody.Streamed) body, workers, done);
        }
    }

    private static void tell(ChannelFuture written, Consumer<Boolean> done) {
        written.addListener(future -> done.accept(future.isSuccess()));
    }

    private static void closeQuietly(ResponseBody.FileRegion region) {
        try {
            region.channel().close();
        } catch (IOException e) {
            // AWS: nothing was to be sent from it; a descriptor that fails to close is gone all the same.
            return;
        }
    }

    private static boolean hasNoBody(int status) {
        return status == 204 || status == 304;
    }

    private void fill(HttpResponse head, HttpRequest request, ApiResponse response, boolean keepAlive) {
        HttpHeaders headers = head.headers();
        io.drawbridge.core.api.HttpHeaders ours = response.headers();
        for (int i = 0; i < ours.size(); i++) {
            headers.add(ours.name(i), ours.value(i));
        }
        headers.set(HttpHeaderNames.DATE, date.of(clock.instant()));
        if (!hasNoBody(response.status()) && !ours.contains("Content-Length")) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, response.body().contentLength());
        }
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!request.protocolVersion().isKeepAliveDefault()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private void stream(
            ChannelHandlerContext context, ResponseBody.Streamed body, Executor workers, Consumer<Boolean> done) {
        try {
            workers.execute(() -> {
                try {
                    body.producer().writeTo(new BlockingChannel(context));
                    tell(context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT), done);
                } catch (IOException | RuntimeException e) {
                    // The head is out: a cut connection is the only way left to say that the body is not whole.
                    context.executor().execute(() -> done.accept(false));
                }
            });
        } catch (RejectedExecutionException e) {
            body.producer().discard();
            done.accept(false);
        }
    }

    /** The channel became writable, or is gone. */
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
                context.writeAndFlush(new DefaultHttpContent(
                        context.alloc().directBuffer(count).writeBytes(piece)));
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
            // The connection belongs to its handler.
        }
    }
}
