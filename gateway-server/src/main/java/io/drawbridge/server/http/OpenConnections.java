// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.core.log.Log;
import io.drawbridge.server.security.AddressGroup;
import io.drawbridge.server.security.SecurityCounters;
import io.drawbridge.server.security.SecurityEvent;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The open connections of a server, of which all together and each address may have a number. Safe for many threads. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures to the pipeline
final class OpenConnections {
    private static final Log LOG = Log.of(OpenConnections.class);
    private static final long LOG_INTERVAL_MILLIS = Duration.ofMinutes(1).toMillis();

    private final HttpLimits limits;
    private final int connectionsMax;
    private final SecurityCounters counters;
    private final Clock clock;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicLong loggedAtMillis = new AtomicLong(Long.MIN_VALUE);

    OpenConnections(HttpLimits limits, SecurityCounters counters, Clock clock) {
        this.limits = limits;
        this.connectionsMax = FileDescriptors.connections(limits.connectionsMax());
        this.counters = counters;
        this.clock = clock;
    }

    /** Takes a connection in; when there are too many, of it all or of its address, closes it and returns false. */
    boolean admit(Channel channel) {
        if (channels.size() >= connectionsMax) {
            refuse(channel, SecurityEvent.CONNECTION_BEYOND_TOTAL);
            return false;
        }
        String group = channel.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? AddressGroup.of(peer.getAddress())
                : "";
        int count = byAddress.merge(group, 1, Integer::sum);
        if (count > limits.connectionsPerAddressMax()) {
            leave(group);
            refuse(channel, SecurityEvent.CONNECTION_BEYOND_ADDRESS);
            return false;
        }
        channels.add(channel);
        channel.closeFuture().addListener(closed -> leave(group));
        return true;
    }

    private void leave(String group) {
        byAddress.computeIfPresent(group, (key, count) -> count == 1 ? null : count - 1);
    }

    private void refuse(Channel channel, SecurityEvent event) {
        counters.count(event);
        channel.close();
        long now = clock.millis();
        long last = loggedAtMillis.get();
        boolean due = last == Long.MIN_VALUE || Math.abs(now - last) >= LOG_INTERVAL_MILLIS;
        if (due && loggedAtMillis.compareAndSet(last, now)) {
            LOG.atWarn()
                    .addKeyValue("remote", channel.remoteAddress())
                    .addKeyValue("limit", event.label())
                    .addKeyValue("refused", counters.of(event))
                    .log("too many connections are open; further ones are closed");
        }
    }

    /** Closes all of them, and waits a bounded time for it. */
    void close() {
        channels.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
