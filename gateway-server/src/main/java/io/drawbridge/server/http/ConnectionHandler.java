// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.RequestBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: one request at a time. The channel is read as fast as its messages are wanted; the first bytes that come
 * unwanted, of a body or of the next request, stop the reading until they are. All methods but those that say otherwise
 * run on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    /** What all connections of a server share. */
    record Shared(
            RequestHandler handler,
            RequestReader reader,
            Executor workers,
            HttpLimits limits,
            InFlight inFlight,
            HttpDate date,
            Clock clock) {}

    private enum State {
        /** Between requests. */
        IDLE,
        /** A small body is collected before the request is handled. */
        AGGREGATING,
        /** The request is handled; pieces of its body may still arrive. */
        HANDLING,
        /** The response is out, the rest of the body is read away. */
        DISCARDING,
        CLOSED
    }

    private static final int AGGREGATED_LENGTH_FIRST = 2_048;
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Shared shared;
    private final ResponseWriter writer;
    private State state = State.IDLE;
    private boolean bodyComplete;
    private boolean keepAlive;
    private boolean continueExpected;
    private boolean wanting;
    private boolean delivering;
    private boolean inputEnded;
    private final ArrayDeque<HttpObject> unwanted = new ArrayDeque<>(2);
    private @Nullable HttpRequest head;
    private byte @Nullable [] aggregated;
    private int aggregatedLength;
    private @Nullable NettyRequestBody streamed;
    private RequestHandler.@Nullable Call call;
    private long discarded;
    private long lastActivityNanos;

    ConnectionHandler(Shared shared) {
        this.shared = shared;
        this.writer = new ResponseWriter(shared.date(), shared.clock());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        lastActivityNanos = context.executor().ticker().nanoTime();
        scheduleIdleCheck(context, shared.limits().idleTimeout().toNanos());
        want(context);
    }

    private void scheduleIdleCheck(ChannelHandlerContext context, long delayNanos) {
        context.executor().schedule(() -> checkIdle(context), delayNanos, TimeUnit.NANOSECONDS);
    }

    private void checkIdle(ChannelHandlerContext context) {
        if (!context.channel().isActive()) {
            return;
        }
        long timeout = shared.limits().idleTimeout().toNanos();
        long silence = context.executor().ticker().nanoTime() - lastActivityNanos;
        if (silence >= timeout && state != State.HANDLING) {
            context.close();
            return;
        }
        scheduleIdleCheck(context, Math.max(timeout - silence, TimeUnit.SECONDS.toNanos(1)));
    }

    /** Asks for one more message. */
    private void want(ChannelHandlerContext context) {
        wanting = true;
        if (delivering) {
            return; // the loop below goes on
        }
        delivering = true;
        try {
            HttpObject next = unwanted.poll();
            while (next != null) {
                deliver(context, next);
                next = wanting ? unwanted.poll() : null;
            }
        } finally {
            delivering = false;
        }
        if (wanting && inputEnded) {
            nothingMoreComes(context);
        } else if (wanting && !context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(true);
        }
    }

    private void nothingMoreComes(ChannelHandlerContext context) {
        NettyRequestBody body = streamed;
        if (state == State.HANDLING && body != null) {
            body.fail();
        } else {
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        HttpObject object = (HttpObject) message;
        if (wanting && unwanted.isEmpty()) {
            deliver(context, object);
            return;
        }
        unwanted.add(object);
        // The end of a request without a body comes together with its head, and is no reason to stop.
        if (unwanted.size() > 1 || object != LastHttpContent.EMPTY_LAST_CONTENT) {
            context.channel().config().setAutoRead(false);
        }
    }

    private void deliver(ChannelHandlerContext context, HttpObject message) {
        wanting = false;
        if (state == State.IDLE || state == State.HANDLING) {
            // What is collected or thrown away must come within one timeout: drops would hold the connection for ever.
            lastActivityNanos = context.executor().ticker().nanoTime();
        }
        if (message instanceof HttpRequest request) {
            begin(context, request);
        } else if (message instanceof HttpContent content) {
            content(context, content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        shared.inFlight().begin();
        head = request;
        writer.begin();
        bodyComplete = false;
        streamed = null;
        String fault = shared.reader().fault(request, context.channel());
        if (fault != null) {
            keepAlive = false;
            continueExpected = false;
            state = State.HANDLING;
            respond(context, request, shared.handler().malformed(fault));
            return;
        }
        keepAlive = HttpUtil.isKeepAlive(request);
        continueExpected = HttpUtil.is100ContinueExpected(request);
        boolean chunked = HttpUtil.isTransferEncodingChunked(request);
        long length = chunked ? -1 : HttpUtil.getContentLength(request, 0L);
        if (length == 0) {
            handle(context, request, NOTHING);
        } else if (!continueExpected && length > 0 && length <= shared.limits().aggregatedBodyLengthMax()) {
            state = State.AGGREGATING;
            // A length that was only announced costs nothing: the array grows with what arrives.
            aggregated = new byte[(int) Math.min(length, AGGREGATED_LENGTH_FIRST)];
            aggregatedLength = 0;
            want(context);
        } else {
            NettyRequestBody body = new NettyRequestBody(
                    new BodySource(context, request),
                    length,
                    shared.limits().idleTimeout().toNanos());
            streamed = body;
            handle(context, request, body);
        }
    }

    private void pull(ChannelHandlerContext context, NettyRequestBody asking) {
        if (asking != streamed) {
            return; // its request was answered meanwhile
        }
        writeContinue(context);
        want(context);
    }

    private void writeContinue(ChannelHandlerContext context) {
        if (continueExpected) {
            continueExpected = false;
            context.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE));
        }
    }

    /** Called by any thread. The response is written by a later task of the loop, so it follows the interim one. */
    private void sendContinue(ChannelHandlerContext context, HttpRequest request) {
        if (context.executor().inEventLoop()) {
            if (request == head) {
                writeContinue(context);
            }
        } else {
            context.executor().execute(() -> sendContinue(context, request));
        }
    }

    /** What the body of one request asks of this connection. */
    private final class BodySource implements NettyRequestBody.Source {
        private final ChannelHandlerContext context;
        private final HttpRequest request;
        private final boolean expected = continueExpected;

        BodySource(ChannelHandlerContext context, HttpRequest request) {
            this.context = context;
            this.request = request;
        }

        @Override
        public void request(NettyRequestBody body) {
            context.executor().execute(() -> pull(context, body));
        }

        @Override
        public void sendContinue() {
            if (expected) {
                ConnectionHandler.this.sendContinue(context, request);
            }
        }
    }

    private void content(ChannelHandlerContext context, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        boolean broken = content.decoderResult().isFailure();
        bodyComplete |= last && !broken;
        switch (state) {
            case AGGREGATING -> aggregate(context, content, last, broken);
            case HANDLING -> {
                NettyRequestBody body = streamed;
                if (body == null) {
                    content.release();
                } else {
                    offer(context, body, content, last, broken);
                }
            }
            case DISCARDING -> {
                discarded += content.content().readableBytes();
                content.release();
                if (last || broken || discarded > shared.limits().discardedBodyLengthMax()) {
                    context.close();
                } else {
                    want(context);
                }
            }
            case IDLE -> {
                content.release();
                want(context);
            }
            case CLOSED -> content.release();
        }
    }

    private void offer(
            ChannelHandlerContext context, NettyRequestBody body, HttpContent content, boolean last, boolean broken) {
        if (broken) {
            content.release();
            body.fail();
        } else if (body.offer(content.content(), last)) {
            want(context);
        }
    }

    private void aggregate(ChannelHandlerContext context, HttpContent content, boolean last, boolean broken) {
        byte[] target = aggregated;
        HttpRequest request = head;
        ByteBuf piece = content.content();
        int count = piece.readableBytes();
        int needed = aggregatedLength + count;
        int most = shared.limits().aggregatedBodyLengthMax();
        if (target == null || request == null || broken || needed > most) {
            content.release();
            context.close();
            return;
        }
        if (needed > target.length) {
            target = Arrays.copyOf(target, Math.min(most, Math.max(needed, target.length * 2)));
            aggregated = target;
        }
        piece.readBytes(target, aggregatedLength, count);
        aggregatedLength = needed;
        content.release();
        if (last) {
            aggregated = null;
            handle(context, request, needed == target.length ? target : Arrays.copyOf(target, needed));
        } else {
            want(context);
        }
    }

    /** Handles a request whose body is in memory. */
    private void handle(ChannelHandlerContext context, HttpRequest request, byte[] body) {
        state = State.HANDLING;
        bodyComplete = true;
        RequestHandler.Call call = prepare(context, request, body(context, request, body));
        if (!answeredOnEventLoop(context, request, call)) {
            runOnWorker(context, request, call);
        }
    }

    private RequestBody body(ChannelHandlerContext context, HttpRequest request, byte[] bytes) {
        return continueExpected ? new EmptyExpectedBody(() -> sendContinue(context, request)) : RequestBody.of(bytes);
    }

    /** Handles a request whose body arrives while it is read. */
    private void handle(ChannelHandlerContext context, HttpRequest request, NettyRequestBody body) {
        state = State.HANDLING;
        runOnWorker(context, request, prepare(context, request, body));
    }

    private RequestHandler.Call prepare(ChannelHandlerContext context, HttpRequest request, RequestBody body) {
        call = shared.handler().prepare(shared.reader().read(request, body, context.channel()));
        return call;
    }

    private void runOnWorker(ChannelHandlerContext context, HttpRequest request, RequestHandler.Call prepared) {
        try {
            shared.workers().execute(() -> work(context, request, prepared));
        } catch (RejectedExecutionException e) {
            closeBody();
            keepAlive = false;
            respond(context, request, prepared.overloaded());
        }
    }

    private boolean answeredOnEventLoop(
            ChannelHandlerContext context, HttpRequest request, RequestHandler.Call prepared) {
        ApiResponse response = null;
        boolean failed = true;
        try {
            response = prepared.tryOnEventLoop();
            failed = false;
        } finally {
            if (failed || response != null) {
                answer(context, request, response);
            }
        }
        return response != null;
    }

    /** Runs on a worker. */
    private void work(ChannelHandlerContext context, HttpRequest request, RequestHandler.Call prepared) {
        ApiResponse response = null;
        try {
            response = prepared.run();
        } finally {
            ApiResponse handled = response;
            context.executor().execute(() -> {
                closeBody();
                answer(context, request, handled);
            });
        }
    }

    /** What arrives from now on is thrown away. */
    private void closeBody() {
        NettyRequestBody body = streamed;
        if (body != null) {
            body.close();
        }
    }

    /** Responds, or cuts the connection when the handler fell over: a client must never wait for nothing. */
    private void answer(ChannelHandlerContext context, HttpRequest request, @Nullable ApiResponse response) {
        if (response == null) {
            finish(context, false);
        } else {
            respond(context, request, response);
        }
    }

    private void respond(ChannelHandlerContext context, HttpRequest request, ApiResponse response) {
        // A client that was refused without the 100 it waits for may send the body or not: only an end tells it apart.
        if (!bodyComplete || continueExpected) {
            keepAlive = false;
        }
        boolean begun = false;
        try {
            writer.write(
                    context,
                    request,
                    response,
                    keepAlive,
                    shared.workers(),
                    written -> finish(context, written.isSuccess()));
            begun = true;
        } finally {
            if (!begun) {
                finish(context, false);
            }
        }
    }

    /** The response was written, or could not be. */
    private void finish(ChannelHandlerContext context, boolean success) {
        if (state == State.CLOSED || state == State.IDLE) {
            return;
        }
        shared.inFlight().end();
        RequestHandler.Call ended = call;
        call = null;
        if (ended != null) {
            ended.complete(writer.bodyBytesWritten(), success);
        }
        head = null;
        streamed = null;
        if (!success) {
            state = State.CLOSED;
            context.close();
        } else if (keepAlive) {
            state = State.IDLE;
            want(context);
        } else if (bodyComplete || !context.channel().isActive()) {
            state = State.CLOSED;
            context.close();
        } else {
            // The client still sends. Closing now would make its kernel throw our answer away.
            state = State.DISCARDING;
            discarded = 0;
            lastActivityNanos = context.executor().ticker().nanoTime();
            TlsContext.shutdownOutput(context.channel());
            want(context);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        writer.writabilityChanged();
        context.fireChannelWritabilityChanged();
    }

    /** The client has sent its last byte. One that only closed its half of the connection still gets its answer. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS) {
            inputEnded = true;
            if (wanting) {
                nothingMoreComes(context);
            }
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        unwanted.forEach(ReferenceCountUtil::release);
        unwanted.clear();
        if (state == State.AGGREGATING) {
            shared.inFlight().end();
        }
        if (state != State.HANDLING) {
            state = State.CLOSED;
        }
        NettyRequestBody body = streamed;
        if (body != null) {
            body.fail();
        }
        writer.writabilityChanged();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset connection is the client's business; everything of ours was answered before.
        context.close();
    }
}
