// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.server.proxy.TrustedProxies;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A listening HTTP/1.1 server, with TLS, without it, or both on different ports. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
public final class HttpServer implements AutoCloseable {
    /**
     * An address to listen on.
     *
     * @param address port 0 picks a free port
     * @param tls null for HTTP without TLS
     */
    public record Listener(
            InetSocketAddress address, @Nullable TlsContext tls) {}

    private static final Duration DRAIN_MAX = Duration.ofSeconds(10);

    private final EventLoopGroup acceptors;
    private final EventLoopGroup loops;
    private final ThreadPoolExecutor workers;
    private final ChannelGroup connections;
    private final List<Channel> listeners = new ArrayList<>(2);
    private final InFlight inFlight = new InFlight();

    private HttpServer(
            List<Listener> addresses, TrustedProxies proxies, RequestHandler handler, HttpLimits limits, Clock clock)
            throws IOException {
        Transport transport = Transport.best();
        acceptors = transport.loops(1, "drawbridge-accept");
        loops = transport.loops(Runtime.getRuntime().availableProcessors(), "drawbridge-io");
        workers = workers(limits);
        connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        HttpDate date = new HttpDate();
        boolean bound = false;
        try {
            for (Listener one : addresses) {
                RequestReader reader = new RequestReader(one.tls() != null, proxies, clock);
                ConnectionHandler.Shared shared =
                        new ConnectionHandler.Shared(handler, reader, workers, limits, inFlight, date, clock);
                listeners.add(bind(transport, one, shared));
            }
            bound = true;
        } finally {
            if (!bound) {
                listeners.forEach(listener -> listener.close().awaitUninterruptibly());
                stopThreads();
            }
        }
    }

    private Channel bind(Transport transport, Listener one, ConnectionHandler.Shared shared) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptors, loops)
                .channel(transport.listenerType())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(64 << 10, 256 << 10))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        initialize(channel, one.tls(), shared);
                    }
                });
        ChannelFuture bound = bootstrap.bind(one.address()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + one.address().getHostString() + ":"
                            + one.address().getPort() + ": " + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private void initialize(SocketChannel channel, @Nullable TlsContext tls, ConnectionHandler.Shared shared) {
        HttpLimits limits = shared.limits();
        if (connections.size() >= limits.connectionsMax()) {
            channel.close();
            return;
        }
        connections.add(channel);
        if (tls != null) {
            tls.addTo(channel);
        }
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLineLengthMax())
                .setMaxHeaderSize(limits.headerLengthMax())
                .setMaxChunkSize(64 << 10);
        channel.pipeline().addLast(new HttpRequestDecoder(config)).addLast(new ConnectionHandler(shared));
    }

    /**
     * Starts to listen.
     *
     * @param address port 0 picks a free port
     * @param clock the clock of request times and of the Date header
     * @throws IOException when the address cannot be used; all resources are released
     */
    public static HttpServer start(InetSocketAddress address, RequestHandler handler, HttpLimits limits, Clock clock)
            throws IOException {
        return start(List.of(new Listener(address, null)), TrustedProxies.NONE, handler, limits, clock);
    }

    /**
     * Starts to listen on several addresses.
     *
     * @param listeners at least one
     * @param proxies the proxies whose forwarding headers count
     * @throws IOException when one of the addresses cannot be used; all resources are released
     */
    public static HttpServer start(
            List<Listener> listeners, TrustedProxies proxies, RequestHandler handler, HttpLimits limits, Clock clock)
            throws IOException {
        return new HttpServer(listeners, proxies, handler, limits, clock);
    }

    private static ThreadPoolExecutor workers(HttpLimits limits) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                limits.workersMax(),
                limits.workersMax(),
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(limits.waitingMax()),
                new NamedThreads("drawbridge-worker"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Returns the first address that it listens on. */
    public InetSocketAddress address() {
        return addresses().get(0);
    }

    /** Returns the addresses that it listens on, in the order of the listeners. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream()
                .map(listener -> (InetSocketAddress) listener.localAddress())
                .toList();
    }

    /** Stops accepting, lets running requests finish for up to ten seconds, then closes everything. */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        inFlight.awaitNone(DRAIN_MAX);
        connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        stopThreads();
    }

    private void stopThreads() {
        workers.shutdownNow();
        acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
