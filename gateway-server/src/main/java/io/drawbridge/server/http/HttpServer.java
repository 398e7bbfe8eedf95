// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A listening HTTP/1.1 server. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
public final class HttpServer implements AutoCloseable {
    private static final Duration DRAIN_MAX = Duration.ofSeconds(10);

    private final EventLoopGroup acceptors;
    private final EventLoopGroup loops;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor pages;
    private final OpenConnections connections;
    private final Channel listener;
    private final InFlight inFlight = new InFlight();

    private HttpServer(
            InetSocketAddress address,
            RequestHandler handler,
            HttpLimits limits,
            Clock clock,
            SecurityCounters counters)
            throws IOException {
        Transport transport = Transport.best();
        acceptors = transport.loops(1, "drawbridge-accept");
        loops = transport.loops(Runtime.getRuntime().availableProcessors(), "drawbridge-io");
        workers = pool(limits.workersMax(), limits.waitingMax(), "drawbridge-worker");
        pages = pool(HttpLimits.PAGE_THREADS_MAX, HttpLimits.PAGES_WAITING_MAX, "drawbridge-page");
        connections = new OpenConnections(limits, counters, clock);
        Shared shared = new Shared(
                handler,
                new Shared.Threads(workers, pages),
                limits,
                Shared.Budgets.of(limits.collected()),
                inFlight,
                new HttpDate(),
                clock,
                counters);
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
                        if (!connections.admit(channel)) {
                            return;
                        }
                        HttpDecoderConfig config = new HttpDecoderConfig()
                                .setMaxInitialLineLength(limits.requestLineLengthMax())
                                .setMaxHeaderSize(limits.headerLengthMax())
                                .setMaxChunkSize(64 << 10);
                        ReadSizes reads = new ReadSizes();
                        channel.config().setRecvByteBufAllocator(reads);
                        ConnectionHandler connection = new ConnectionHandler(shared, config, reads);
                        channel.pipeline().addLast(connection.decoder()).addLast(connection);
                    }
                });
        transport.boundUnsent(bootstrap);
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stopThreads();
            throw new IOException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        listener = bound.channel();
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
        return new HttpServer(address, handler, limits, clock, counters);
    }

    private static ThreadPoolExecutor pool(int threads, int waiting, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), new NamedThreads(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Returns the address that it listens on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Stops accepting, lets running requests finish for up to ten seconds, then closes everything. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        inFlight.awaitNone(DRAIN_MAX);
        connections.close();
        stopThreads();
    }

    private void stopThreads() {
        workers.shutdownNow();
        pages.shutdownNow();
        acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
