// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * The messages of one connection, delivered one by one as they are wanted. The channel is read as fast as they are; the first
 * bytes that come unwanted, of a body or of the next request, stop the reading until they are. All methods run on the
 * connection's event loop.
 */
final class MessageIntake {
    /** Gets the messages. */
    interface Receiver {
        void deliver(ChannelHandlerContext context, HttpObject message);

        /** A message is wanted, and the client has sent its last one. */
        void nothingMoreComes(ChannelHandlerContext context);
    }

    private final Receiver receiver;
    private final RequestDecoder decoder;
    private final ArrayDeque<HttpObject> unwanted = new ArrayDeque<>(2);
    private boolean wanting;
    private boolean delivering;
    private boolean ended;
    private long readsBefore;
    private int requestsInTurn;

    MessageIntake(HttpDecoderConfig config, Receiver receiver) {
        this.receiver = receiver;
        this.decoder = new RequestDecoder(config, () -> unwanted.size() >= HttpLimits.MESSAGES_AHEAD_MAX);
    }

    RequestDecoder decoder() {
        return decoder;
    }

    /** Asks for one more message. */
    void want(ChannelHandlerContext context) {
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
        if (wanting) {
            decoder.resume();
        }
        if (wanting && ended && !decoder.paused()) {
            receiver.nothingMoreComes(context);
        } else if (wanting && !decoder.holdsEnd() && !context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(true);
        }
    }

    /** Asks for the next request, after other connections had their turn if the client sent many ahead. */
    void wantNext(ChannelHandlerContext context) {
        if (decoder.reads() != readsBefore) {
            readsBefore = decoder.reads();
            requestsInTurn = 0;
        }
        if (++requestsInTurn < HttpLimits.REQUESTS_IN_TURN_MAX) {
            want(context);
        } else {
            requestsInTurn = 0;
            context.executor().execute(() -> want(context));
        }
    }

    private void deliver(ChannelHandlerContext context, HttpObject message) {
        wanting = false;
        receiver.deliver(context, message);
    }

    /** The decoder has a message. */
    void received(ChannelHandlerContext context, HttpObject message) {
        if (wanting && unwanted.isEmpty()) {
            deliver(context, message);
            return;
        }
        unwanted.add(message);
        // The end of a request without a body comes together with its head, and is no reason to stop.
        if (unwanted.size() > 1 || message != LastHttpContent.EMPTY_LAST_CONTENT) {
            context.channel().config().setAutoRead(false);
        }
    }

    /** The client has sent its last byte. */
    void ended(ChannelHandlerContext context) {
        ended = true;
        if (wanting) {
            receiver.nothingMoreComes(context);
        }
    }

    /** The connection is gone. */
    void release() {
        unwanted.forEach(ReferenceCountUtil::release);
        unwanted.clear();
    }
}
