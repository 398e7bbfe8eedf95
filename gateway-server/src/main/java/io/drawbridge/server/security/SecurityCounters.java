// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.security;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often each event happened since the start. Safe for many threads; counting does not wait. */
public final class SecurityCounters {
    private final Map<SecurityEvent, LongAdder> counts = new EnumMap<>(SecurityEvent.class);

    public SecurityCounters() {
        for (SecurityEvent event : SecurityEvent.values()) {
            counts.put(event, new LongAdder());
        }
    }

    public void count(SecurityEvent event) {
        adder(event).increment();
    }

    public long of(SecurityEvent event) {
        return adder(event).sum();
    }

    private LongAdder adder(SecurityEvent event) {
        return Objects.requireNonNull(counts.get(event));
    }

    /** Returns all counts by the labels of their events, in the order of the events. */
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>(counts.size() * 2);
        for (SecurityEvent event : SecurityEvent.values()) {
            figures.put(event.label(), of(event));
        }
        return figures;
    }
}
