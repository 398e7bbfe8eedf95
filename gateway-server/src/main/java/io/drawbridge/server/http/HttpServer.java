// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.server.proxy.TrustedProxies;
import io.drawbridge.server.security.SecurityCounters;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
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
    private final ThreadPoolExecutor streams;
    private final ThreadPoolExecutor pages;
    private final OpenConnections connections;
    private final List<Channel> listeners = new ArrayList<>(2);
    private final InFlight inFlight = new InFlight();

    private HttpServer(
            List<Listener> addresses,
            TrustedProxies proxies,
            RequestHandler handler,
            HttpLimits limits,
            Clock clock,
            SecurityCounters counters)
            throws IOException {
        Transport transport = Transport.best();
        acceptors = transport.loops(1, "drawbridge-accept");
        loops = transport.loops(Runtime.getRuntime().availableProcessors(), "drawbridge-io");
        workers = pool(limits.workersMax(), limits.waitingMax(), "drawbridge-worker");
        streams = pool(HttpLimits.STREAM_THREADS_MAX, HttpLimits.STREAMS_WAITING_MAX, "drawbridge-stream");
        pages = pool(HttpLimits.PAGE_THREADS_MAX, HttpLimits.PAGES_WAITING_MAX, "drawbridge-page");
        connections = new OpenConnections(limits, counters, clock);
        Shared.Budgets budgets = Shared.Budgets.of(limits.collected());
        HttpDate date = new HttpDate();
        boolean bound = false;
        try {
            for (Listener one : addresses) {
                Shared shared = new Shared(
                        handler,
                        new RequestReader(one.tls() != null, proxies, clock),
                        new Shared.Threads(workers, streams, pages),
                        limits,
                        budgets,
                        inFlight,
                        date,
                        clock,
                        counters);
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

    private Channel bind(Transport transport, Listener one, Shared shared) throws IOException {
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
        transport.boundUnsent(bootstrap);
        ChannelFuture bound = bootstrap.bind(one.address()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + one.address().getHostString() + ":"
                            + one.address().getPort() + ": " + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private void initialize(SocketChannel channel, @Nullable TlsContext tls, Shared shared) {
        if (!connections.admit(channel)) {
            return;
        }
        if (tls != null) {
            tls.addTo(channel);
        }
        HttpLimits limits = shared.limits();
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLineLengthMax())
                .setMaxHeaderSize(limits.headerLengthMax())
                .setMaxChunkSize(64 << 10)
                .setHeadersFactory(BoundedHeaders.FACTORY)
                .setTrailersFactory(BoundedHeaders.FACTORY);
        ReadSizes reads = new ReadSizes();
        channel.config().setRecvByteBufAllocator(reads);
        ConnectionHandler connection = new ConnectionHandler(shared, config, reads);
        channel.pipeline().addLast(connection.decoder()).addLast(connection);
    }

    /**
     * Starts to listen.
     *
     * @param address port 0 picks a free port
     * @param clock the clock of request times and of the Date header
     * @param counters of what the limits refuse
     * @throws IOException when the address cannot be used; all resources are released
     */
    public static HttpServer start(
            InetSocketAddress address,
            RequestHandler handler,
            HttpLimits limits,
            Clock clock,
            SecurityCounters counters)
            throws IOException {
        return start(List.of(new Listener(address, null)), TrustedProxies.NONE, handler, limits, clock, counters);
    }

    /**
     * Starts to listen on several addresses.
     *
     * @param listeners at least one
     * @param proxies the proxies whose forwarding headers count
     * @throws IOException when one of the addresses cannot be used; all resources are released
     */
    public static HttpServer start(
            List<Listener> listeners,
            TrustedProxies proxies,
            RequestHandler handler,
            HttpLimits limits,
            Clock clock,
            SecurityCounters counters)
            throws IOException {
        return new HttpServer(listeners, proxies, handler, limits, clock, counters);
    }

    private static ThreadPoolExecutor pool(int threads, int waiting, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), new NamedThreads(name));
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
        connections.close();
        stopThreads();
    }

    private void stopThreads() {
        workers.shutdownNow();
        streams.shutdownNow();
        pages.shutdownNow();
        acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
