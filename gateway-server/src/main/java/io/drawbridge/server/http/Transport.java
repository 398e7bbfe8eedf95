// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
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
    };

    abstract EventLoopGroup loops(int threads, String name);

    abstract Class<? extends ServerSocketChannel> listenerType();

    static Transport best() {
        try {
            return Epoll.isAvailable() ? EPOLL : NIO;
        } catch (NoClassDefFoundError e) {
            // The embedded artifact contains no classes of native transports.
            return NIO;
        }
    }
}
