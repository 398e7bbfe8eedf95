// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the requests of one connection as they are wanted. Requests that are sent ahead stay bytes: decoded, a read of
 * 64 KiB could be thousands of them, which take twenty times the memory.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private final BooleanSupplier full;
    private long bytesReceived;
    private long reads;
    private boolean paused;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Object heldEvent;

    /** @param full whether no more messages are to be decoded now */
    RequestDecoder(HttpDecoderConfig config, BooleanSupplier full) {
        super(config);
        this.full = full;
    }

    /** Returns the number of bytes that arrived on the connection. */
    long bytesReceived() {
        return bytesReceived;
    }

    /** Returns how often the connection was read. */
    long reads() {
        return reads;
    }

    /** Returns whether there may be bytes that were not decoded because there were messages enough. */
    boolean paused() {
        return paused;
    }

    /** Returns whether the client has sent its last byte, behind others that are not decoded. */
    boolean holdsEnd() {
        return heldEvent != null;
    }

    @Override
    public void channelRead(ChannelHandlerContext newContext, Object message) throws Exception {
        context = newContext;
        if (message instanceof ByteBuf bytes) {
            bytesReceived += bytes.readableBytes();
            reads++;
        }
        super.channelRead(newContext, message);
    }

    @Override
    protected void decode(ChannelHandlerContext decoding, ByteBuf bytes, List<Object> messages) throws Exception {
        if (full.getAsBoolean()) {
            paused = true;
        } else {
            super.decode(decoding, bytes, messages);
        }
    }

    /** Goes on with the bytes that are here. */
    void resume() {
        ChannelHandlerContext resumed = context;
        if (!paused || resumed == null) {
            return;
        }
        paused = false;
        try {
            super.channelRead(resumed, Unpooled.EMPTY_BUFFER);
            Object event = heldEvent;
            if (event != null && !paused) {
                heldEvent = null;
                super.userEventTriggered(resumed, event);
            }
        } catch (Exception e) {
            // As Netty does with what a handler throws.
            resumed.fireExceptionCaught(e);
        }
    }

    /** The end of the input follows the requests before it; the decoder would throw away what it has not decoded. */
    @Override
    public void userEventTriggered(ChannelHandlerContext sender, Object event) throws Exception {
        if (paused && event == ChannelInputShutdownEvent.INSTANCE) {
            heldEvent = event;
        } else {
            super.userEventTriggered(sender, event);
        }
    }
}
