// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** The transport that Netty uses: epoll if its native library is on the class path, else NIO. */
enum Transport {
    EPOLL {
        @Override
        EventLoopGroup loops(int threads, String name) {
            return new MultiThreadIoEventLoopGroup(threads, new LoopThreads(name), EpollIoHandler.newFactory());
        }

        @Override
        Class<? extends ServerSocketChannel> listenerType() {
            return EpollServerSocketChannel.class;
        }

        @Override
        void boundUnsent(ServerBootstrap bootstrap) {
            bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, HttpLimits.UNSENT_LENGTH_MAX);
        }
    },
    NIO {
        @Override
        EventLoopGroup loops(int threads, String name) {
            return new MultiThreadIoEventLoopGroup(threads, new LoopThreads(name), NioIoHandler.newFactory());
        }

        @Override
        Class<? extends ServerSocketChannel> listenerType() {
            return NioServerSocketChannel.class;
        }

        @Override
        void boundUnsent(ServerBootstrap bootstrap) {
            // The JDK has no such option: the kernel takes as much as its buffers hold.
        }
    };

    abstract EventLoopGroup loops(int threads, String name);

    abstract Class<? extends ServerSocketChannel> listenerType();

    /**
     * Lets the kernel take no more of an answer than it may soon send. An unread answer otherwise takes megabytes of it, and as
     * many requests sent ahead are handled in vain.
     */
    abstract void boundUnsent(ServerBootstrap bootstrap);

    static Transport best() {
        try {
            return Epoll.isAvailable() ? EPOLL : NIO;
        } catch (NoClassDefFoundError e) {
            // The embedded artifact contains no classes of native transports.
            return NIO;
        }
    }
}
