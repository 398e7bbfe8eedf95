// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.server.tls.TlsKeyPair;
import io.drawbridge.server.tls.TlsLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/**
 * TLS 1.2 and 1.3 of the JDK, with a certificate that can be replaced: a connection keeps the one that it began with.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
public final class TlsContext {
    private static final String NO_TLS = """
            HTTP/1.1 400 Bad Request
            Content-Type: text/plain
            Content-Length: 53
            Connection: close

            The client sent an HTTP request to a port for HTTPS.
            """;

    private volatile SslContext current;

    /** @throws IllegalArgumentException when the JDK cannot use the pair */
    public TlsContext(TlsKeyPair pair) {
        current = context(pair);
    }

    private static SslContext context(TlsKeyPair pair) {
        try {
            return SslContextBuilder.forServer(pair.key(), pair.chain().toArray(X509Certificate[]::new))
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /** Uses another pair for the connections that begin from now on. */
    public void replace(TlsKeyPair pair) {
        current = context(pair);
    }

    /** Puts TLS in front of what the connection has. */
    void addTo(SocketChannel channel) {
        SslHandler handler = current.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(TlsLimits.HANDSHAKE_MAX.toMillis());
        channel.pipeline().addLast(handler).addLast(new PlainRequests(handler)).addLast(new ChunkedWriteHandler());
    }

    /** Returns whether a connection uses TLS. */
    static boolean isUsedBy(ChannelPipeline pipeline) {
        return pipeline.get(SslHandler.class) != null;
    }

    /** Ends the output of a connection, whose input is still read. */
    static void shutdownOutput(Channel channel) {
        SocketChannel socket = (SocketChannel) channel;
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            socket.shutdownOutput();
        } else {
            handler.closeOutbound().addListener(sent -> socket.shutdownOutput());
        }
    }

    /** Answers a client that speaks HTTP without TLS, before the handler of TLS closes the connection. */
    private static final class PlainRequests extends ChannelInboundHandlerAdapter {
        private final ChannelHandler tls;

        PlainRequests(ChannelHandler tls) {
            this.tls = tls;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake
                    && handshake.cause() instanceof NotSslRecordException) {
                // From the context of the handler of TLS, so that it is not encrypted.
                context.pipeline().context(tls).writeAndFlush(noTls());
            }
            context.fireUserEventTriggered(event);
        }

        private static ByteBuf noTls() {
            int body = NO_TLS.indexOf("\n\n") + 2;
            String head = NO_TLS.substring(0, body).replace("\n", "\r\n");
            return Unpooled.copiedBuffer(head + NO_TLS.substring(body), StandardCharsets.US_ASCII);
        }
    }
}
