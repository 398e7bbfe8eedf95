// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long answers to failed authentications wait: nothing for as many as an address may have in a minute, then so long
 * that no more than this number are answered a minute; one that would wait longer than ten seconds is not given. Other
 * addresses, and requests that are authenticated, do not come here. Safe for many threads.
 *
 * <p>Each address has the time at which its last answer is due if all were evenly spaced (the generic cell rate algorithm,
 * a token bucket without a timer).
 */
public final class FailedAuthentications {
    /** The default of failures a minute for each address. */
    public static final int PER_MINUTE_DEFAULT = 300;

    /** The most that can be set. */
    public static final int PER_MINUTE_MAX = 1_000_000;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long DELAY_MAX_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int ADDRESSES_MAX = 10_000;

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Long> due = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > ADDRESSES_MAX;
        }
    };

    /**
     * @param perMinute 0 delays no answer
     * @param nanoTime measures durations
     */
    public FailedAuthentications(int perMinute, LongSupplier nanoTime) {
        if (perMinute < 0 || perMinute > PER_MINUTE_MAX) {
            throw new IllegalArgumentException(
                    "failed authentications per minute: " + perMinute + " (expected: 0 to " + PER_MINUTE_MAX + ")");
        }
        this.intervalNanos = perMinute == 0 ? 0 : MINUTE_NANOS / perMinute;
        this.nanoTime = nanoTime;
    }

    /**
     * Notes a failure.
     *
     * @param remoteAddress of the client
     * @return how long its answer waits, in nanoseconds: at most ten seconds, or {@link Long#MAX_VALUE} when it is not
     *     given
     */
    public long delayNanos(String remoteAddress) {
        if (intervalNanos == 0) {
            return 0;
        }
        String group = AddressGroup.of(remoteAddress);
        long now = nanoTime.getAsLong();
        synchronized (due) {
            Long last = due.get(group);
            long from = last == null || last - now < 0 ? now : last;
            long next = from - now + intervalNanos;
            if (next > MINUTE_NANOS + Math.max(DELAY_MAX_NANOS, intervalNanos)) {
                return Long.MAX_VALUE;
            }
            due.put(group, now + next);
            return Math.min(DELAY_MAX_NANOS, Math.max(0, next - MINUTE_NANOS));
        }
    }
}
