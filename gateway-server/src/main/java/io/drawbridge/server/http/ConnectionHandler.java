// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.BodyNeed;
import io.drawbridge.core.api.RequestBody;
import io.drawbridge.server.security.SecurityEvent;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection: one request at a time. All methods but those that say otherwise run on the connection's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
final class ConnectionHandler extends ChannelInboundHandlerAdapter implements MessageIntake.Receiver {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Shared shared;
    private final ResponseWriter writer;
    private final MessageIntake messages;
    private final ReadSizes reads;
    private final ConnectionWatch watch;
    private ConnectionState state = ConnectionState.IDLE;
    private boolean bodyComplete;
    private boolean keepAlive;
    private boolean continueExpected;
    private @Nullable HttpRequest head;
    private @Nullable BodyCollector collector;
    private @Nullable NettyRequestBody streamed;
    private RequestHandler.@Nullable Call call;
    private @Nullable Future<?> delayed;
    private long discarded;

    ConnectionHandler(Shared shared, HttpDecoderConfig config, ReadSizes reads) {
        this.shared = shared;
        this.reads = reads;
        this.writer = new ResponseWriter(shared.date(), shared.clock());
        this.messages = new MessageIntake(config, this);
        this.watch = new ConnectionWatch(shared.limits().pace(), shared.counters(), messages.decoder(), writer);
    }

    /** Returns the decoder, which stands before this handler in the pipeline. */
    RequestDecoder decoder() {
        return messages.decoder();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        watch.start(context);
        messages.want(context);
    }

    @Override
    public void nothingMoreComes(ChannelHandlerContext context) {
        NettyRequestBody body = streamed;
        if (state == ConnectionState.HANDLING && body != null) {
            body.fail();
        } else {
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        messages.received(context, (HttpObject) message);
    }

    @Override
    public void deliver(ChannelHandlerContext context, HttpObject message) {
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
        watch.enter(ConnectionWatch.Phase.HANDLER);
        head = request;
        writer.begin();
        bodyComplete = false;
        streamed = null;
        String fault = shared.reader().fault(request, context.channel());
        if (fault != null || RequestReader.expectsTheUnknown(request)) {
            keepAlive = false;
            continueExpected = false;
            state = ConnectionState.HANDLING;
            RequestHandler handler = shared.handler();
            respond(context, request, fault == null ? handler.expectationFailed() : handler.malformed(fault));
            return;
        }
        keepAlive = HttpUtil.isKeepAlive(request);
        continueExpected = RequestReader.expectsContinue(request);
        boolean chunked = HttpUtil.isTransferEncodingChunked(request);
        long length = chunked ? -1 : HttpUtil.getContentLength(request, 0L);
        if (length == 0) {
            bodyComplete = true;
            handle(context, request, NOTHING);
        } else if (!continueExpected && length > 0 && length <= shared.limits().aggregatedBodyLengthMax()) {
            collect(context, new BodyCollector(shared.budgets().shortBodies(), (int) length));
        } else {
            long timeoutNanos = shared.limits().pace().body().toNanos();
            NettyRequestBody body = new NettyRequestBody(new BodySource(context, request), length, timeoutNanos);
            streamed = body;
            state = ConnectionState.HANDLING;
            RequestHandler.Call prepared = prepare(context, request, body);
            if (prepared.bodyNeed() instanceof BodyNeed.Whole whole) {
                checkHead(context, request, prepared, whole);
            } else {
                runOn(shared.threads().streams(), context, request, prepared, () -> work(context, request, prepared));
            }
        }
    }

    /** Looks at the head before a body is collected that may be long, or that waits for an answer of this server. */
    private void checkHead(
            ChannelHandlerContext context, HttpRequest request, RequestHandler.Call prepared, BodyNeed.Whole need) {
        RequestHandler.HeadCheck check = prepared.tryHeadOnEventLoop();
        if (!(check instanceof RequestHandler.HeadCheck.Waits)) {
            headChecked(context, request, need, check);
            return;
        }
        runOn(shared.threads().of(prepared), context, request, prepared, () -> {
            RequestHandler.HeadCheck checked = null;
            try {
                checked = prepared.checkHead();
            } finally {
                RequestHandler.HeadCheck known = checked;
                context.executor().execute(() -> headChecked(context, request, need, known));
            }
        });
    }

    private void headChecked(
            ChannelHandlerContext context,
            HttpRequest request,
            BodyNeed.Whole need,
            RequestHandler.@Nullable HeadCheck check) {
        closeBody();
        if (check instanceof RequestHandler.HeadCheck.Refused refused) {
            answer(context, request, refused.response());
        } else if (check == null || !context.channel().isActive()) {
            answer(context, request, null);
        } else {
            collect(context, need);
        }
    }

    private void collect(ChannelHandlerContext context, BodyNeed.Whole need) {
        streamed = null;
        Shared.Budgets budgets = shared.budgets();
        BodyBudget budget = need.senderKnown() ? budgets.callers() : budgets.strangers();
        collect(context, new BodyCollector(budget, need.lengthMax()));
    }

    private void collect(ChannelHandlerContext context, BodyCollector empty) {
        state = ConnectionState.COLLECTING;
        collector = empty;
        watch.enter(ConnectionWatch.Phase.BODY);
        writeContinue(context);
        messages.want(context);
    }

    private void pull(ChannelHandlerContext context, NettyRequestBody asking) {
        if (asking != streamed) {
            return; // its request was answered meanwhile
        }
        reads.body(true);
        writeContinue(context);
        messages.want(context);
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
            case COLLECTING -> add(context, content, last, broken);
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
                    messages.want(context);
                }
            }
            case IDLE -> {
                content.release();
                messages.want(context);
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
            messages.want(context);
        }
    }

    private void add(ChannelHandlerContext context, HttpContent content, boolean last, boolean broken) {
        BodyCollector target = collector;
        HttpRequest request = head;
        if (target == null || request == null || broken) {
            content.release();
            context.close();
            return;
        }
        BodyCollector.Added added = target.add(content.content(), last);
        content.release();
        switch (added) {
            case INCOMPLETE -> messages.want(context);
            case COMPLETE -> handle(context, request, target.bytes());
            case OVER_BUDGET -> {
                shared.counters().count(SecurityEvent.BODY_MEMORY_FULL);
                state = ConnectionState.HANDLING;
                bodyComplete = false;
                RequestHandler.Call refused = call == null ? prepare(context, request, RequestBody.of(NOTHING)) : call;
                respond(context, request, refused.overloaded());
            }
        }
    }

    /** Handles a request whose body is in memory. */
    private void handle(ChannelHandlerContext context, HttpRequest request, byte[] body) {
        state = ConnectionState.HANDLING;
        watch.enter(ConnectionWatch.Phase.HANDLER);
        RequestHandler.Call prepared = prepare(
                context,
                request,
                continueExpected ? new EmptyExpectedBody(() -> sendContinue(context, request)) : RequestBody.of(body));
        if (!answeredOnEventLoop(context, request, prepared)) {
            runOn(shared.threads().of(prepared), context, request, prepared, () -> work(context, request, prepared));
        }
    }

    private RequestHandler.Call prepare(ChannelHandlerContext context, HttpRequest request, RequestBody body) {
        call = shared.handler().prepare(shared.reader().read(request, body, context.channel()));
        return call;
    }

    private void runOn(
            Executor threads,
            ChannelHandlerContext context,
            HttpRequest request,
            RequestHandler.Call prepared,
            Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            shared.counters().count(SecurityEvent.WORKERS_BUSY);
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

    /** Runs on a worker. A request whose client has gone meanwhile is not handled. */
    private void work(ChannelHandlerContext context, HttpRequest request, RequestHandler.Call prepared) {
        ApiResponse response = null;
        try {
            response = context.channel().isActive() ? prepared.run() : null;
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
            return;
        }
        RequestHandler.Call answered = call;
        long delayNanos = answered == null ? 0 : answered.answerDelayNanos();
        if (answered == null || delayNanos == 0) {
            respond(context, request, response);
        } else if (delayNanos == RequestHandler.Call.NOT_ANSWERED) {
            shared.counters().count(SecurityEvent.DELAYED_ANSWER);
            keepAlive = false;
            respond(context, request, answered.overloaded());
        } else {
            shared.counters().count(SecurityEvent.DELAYED_ANSWER);
            releaseBody();
            delayed = context.executor()
                    .schedule(() -> respond(context, request, response), delayNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void respond(ChannelHandlerContext context, HttpRequest request, ApiResponse response) {
        if (bodyComplete) {
            // No byte follows an empty body, so the 100 spares its client a new connection.
            writeContinue(context);
        } else {
            // A client that was refused without the 100 it waits for may send the body or not.
            keepAlive = false;
        }
        boolean begun = false;
        try {
            writer.write(
                    context,
                    request,
                    response,
                    keepAlive,
                    shared.threads().streams(),
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
        if (state == ConnectionState.CLOSED || state == ConnectionState.IDLE) {
            return;
        }
        end(success);
        if (!success) {
            state = ConnectionState.CLOSED;
            context.close();
        } else if (keepAlive) {
            state = ConnectionState.IDLE;
            reads.body(false);
            watch.enter(ConnectionWatch.Phase.HEAD);
            messages.wantNext(context);
        } else if (bodyComplete || !context.channel().isActive()) {
            state = ConnectionState.CLOSED;
            context.close();
        } else {
            // The client still sends. Closing now would make its kernel throw our answer away.
            state = ConnectionState.DISCARDING;
            discarded = 0;
            watch.enter(ConnectionWatch.Phase.BODY);
            TlsContext.shutdownOutput(context.channel());
            messages.want(context);
        }
    }

    /** The request is over: its call is told, and the memory of its body is free again. */
    private void end(boolean success) {
        shared.inFlight().end();
        if (call != null) {
            call.complete(writer.bodyBytesWritten(), success);
        }
        releaseBody();
        call = null;
        delayed = null;
        head = null;
        streamed = null;
    }

    private void releaseBody() {
        if (collector != null) {
            collector.release();
        }
        collector = null;
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
            messages.ended(context);
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        messages.release();
        watch.stop();
        boolean waits = delayed != null && delayed.cancel(false);
        if (state == ConnectionState.COLLECTING || waits) {
            end(false);
        }
        state = state == ConnectionState.HANDLING && !waits ? state : ConnectionState.CLOSED;
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
