// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import io.drawbridge.server.security.SecurityCounters;
import io.drawbridge.server.security.SecurityEvent;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client is too slow: with the head of a request, with a body that is collected, or in reading
 * its answers. One timer for each connection; a request costs no timer and no look at the clock. Times are counted in
 * intervals of the timer, and none ends before it is over. All methods run on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a timer of a closed connection ends by itself
final class ConnectionWatch implements Runnable {
    /** What the connection waits for. */
    enum Phase {
        /** The head of the next request. */
        HEAD,
        /** A body that is collected, or thrown away. */
        BODY,
        /** The handler, who reads a streamed body with a deadline of its own. */
        HANDLER
    }

    private final HttpLimits.Pace pace;
    private final SecurityCounters counters;
    private final RequestDecoder decoder;
    private final ResponseWriter writer;
    private final long intervalNanos;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> timer;
    private Phase phase = Phase.HEAD;
    private long phaseIntervals;
    private long headIntervals;
    private long bytesBefore;
    private long unreadIntervals;
    private long acceptedBefore;

    ConnectionWatch(HttpLimits.Pace pace, SecurityCounters counters, RequestDecoder decoder, ResponseWriter writer) {
        this.pace = pace;
        this.counters = counters;
        this.decoder = decoder;
        this.writer = writer;
        this.intervalNanos = pace.interval().toNanos();
    }

    void start(ChannelHandlerContext newContext) {
        context = newContext;
        schedule(newContext);
    }

    private void schedule(ChannelHandlerContext watched) {
        timer = watched.executor().schedule(this, intervalNanos, TimeUnit.NANOSECONDS);
    }

    /** The connection is gone. */
    void stop() {
        context = null;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** The connection waits for something else now. */
    void enter(Phase newPhase) {
        phase = newPhase;
        phaseIntervals = 0;
        headIntervals = 0;
        bytesBefore = decoder.bytesReceived();
    }

    @Override
    public void run() {
        ChannelHandlerContext watched = context;
        if (watched == null || !watched.channel().isActive()) {
            return;
        }
        phaseIntervals++;
        SecurityEvent fault = fault(watched);
        if (fault != null) {
            counters.count(fault);
            watched.close();
        } else if (phase == Phase.HEAD && isOver(phaseIntervals, pace.idle().toNanos())) {
            watched.close();
        } else {
            schedule(watched);
        }
    }

    private @Nullable SecurityEvent fault(ChannelHandlerContext watched) {
        if (readsTooSlowly(watched)) {
            return SecurityEvent.SLOW_READER;
        }
        if (phase == Phase.HEAD && decoder.bytesReceived() > bytesBefore) {
            headIntervals++;
            return isOver(headIntervals, pace.head().toNanos()) ? SecurityEvent.SLOW_HEAD : null;
        }
        return phase == Phase.BODY && isOver(phaseIntervals, pace.body().toNanos()) ? SecurityEvent.SLOW_BODY : null;
    }

    /** Whether so many intervals certainly are as long as the timeout; the first of them had begun before. */
    private boolean isOver(long intervals, long timeoutNanos) {
        return (intervals - 1) * intervalNanos >= timeoutNanos;
    }

    /**
     * While the connection has bytes that the kernel does not take, it must take a number of them in every window. A client
     * that reads what it is sent, however often, begins the window again.
     */
    private boolean readsTooSlowly(ChannelHandlerContext watched) {
        ChannelOutboundBuffer pending = watched.channel().unsafe().outboundBuffer();
        if (pending == null || pending.totalPendingWriteBytes() == 0) {
            unreadIntervals = 0;
            return false;
        }
        long accepted = writer.bytesQueued() - pending.totalPendingWriteBytes() + pending.currentProgress();
        if (unreadIntervals == 0) {
            acceptedBefore = accepted;
        }
        unreadIntervals++;
        if (!isOver(unreadIntervals, pace.reading().toNanos())) {
            return false;
        }
        long least = pace.reading().toMillis() * HttpLimits.BYTES_PER_SECOND_MIN / 1_000;
        unreadIntervals = 0;
        return accepted - acceptedBefore < least;
    }
}
