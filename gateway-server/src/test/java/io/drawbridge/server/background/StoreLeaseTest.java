// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.memory.MemoryEngine;
import io.drawbridge.server.embed.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StoreLeaseTest {
    private static final KeySpace SPACE = new KeySpace(1, "store");

    private final TestClock clock = new TestClock(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));
    private final KeyValueStore store = new KeyValueStore(new MemoryEngine(1 << 20));
    private final StoreLease first = new StoreLease(store, SPACE, "sweep", "first", clock);
    private final StoreLease second = new StoreLease(store, SPACE, "sweep", "second", clock);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void oneServerHoldsItAsLongAsItRenews() {
        assertThat(first.isHeld()).isFalse();
        for (int turn = 0; turn < 60; turn++) {
            first.renew();
            second.renew();
            assertThat(first.isHeld()).isTrue();
            assertThat(second.isHeld()).isFalse();
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void anotherServerTakesItWhenItsTimeHasPassed() {
        first.renew();
        clock.advance(StoreLease.DURATION.minusMillis(1));
        second.renew();
        assertThat(second.isHeld()).isFalse();
        assertThat(first.isHeld()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(first.isHeld()).isFalse();
        second.renew();
        assertThat(second.isHeld()).isTrue();
        first.renew();
        assertThat(first.isHeld()).isFalse();
    }

    @Test
    void anotherServerTakesItAtOnceWhenItIsReleased() {
        first.renew();
        first.release();
        assertThat(first.isHeld()).isFalse();
        second.renew();
        assertThat(second.isHeld()).isTrue();
        first.release();
        assertThat(second.isHeld()).isTrue();
    }

    @Test
    void otherTasksHaveLeasesOfTheirOwn() {
        StoreLease other = new StoreLease(store, SPACE, "upkeep", "second", clock);
        first.renew();
        other.renew();
        assertThat(first.isHeld()).isTrue();
        assertThat(other.isHeld()).isTrue();
    }
}
