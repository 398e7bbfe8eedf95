// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FailedAuthenticationsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);
    private final FailedAuthentications failures = new FailedAuthentications(60, now::get);

    @Test
    void aBurstIsFreeThenAnswersAreSpaced() {
        for (int i = 0; i < 60; i++) {
            assertThat(failures.delayNanos("192.0.2.1")).isZero();
        }
        assertThat(failures.delayNanos("192.0.2.1")).isEqualTo(SECOND);
        assertThat(failures.delayNanos("192.0.2.1")).isEqualTo(2 * SECOND);
        assertThat(failures.delayNanos("192.0.2.2")).as("another address").isZero();
        now.addAndGet(2 * SECOND);
        assertThat(failures.delayNanos("192.0.2.1")).isEqualTo(SECOND);
    }

    @Test
    void aDelayIsBoundedAndTheDebtIsToo() {
        int answered = 0;
        for (int i = 0; i < 10_000; i++) {
            long delay = failures.delayNanos("192.0.2.1");
            if (delay != Long.MAX_VALUE) {
                assertThat(delay).isBetween(0L, 10 * SECOND);
                answered++;
            }
        }
        assertThat(answered).as("those of a minute and of the longest delay").isBetween(60, 71);
        now.addAndGet(11 * SECOND);
        assertThat(failures.delayNanos("192.0.2.1")).isZero();
    }

    @Test
    void theTableIsBounded() {
        for (int i = 0; i < 61; i++) {
            failures.delayNanos("192.0.2.1");
        }
        for (int i = 0; i < 10_000; i++) {
            failures.delayNanos("10.0." + i / 256 + "." + i % 256);
        }
        assertThat(failures.delayNanos("192.0.2.1")).as("forgotten").isZero();
    }

    @Test
    void zeroNeverDelays() {
        FailedAuthentications off = new FailedAuthentications(0, now::get);
        for (int i = 0; i < 1_000; i++) {
            assertThat(off.delayNanos("192.0.2.1")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_001})
    void otherNumbersAreRefused(int perMinute) {
        assertThatThrownBy(() -> new FailedAuthentications(perMinute, now::get))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::1, 20010db800010002",
        "2001:db8:1:3::1, 20010db800010003",
        "::ffff:192.0.2.1, 192.0.2.1",
        "not:an:address, not:an:address",
    })
    void anIpv6PrefixCountsAsOneAddress(String address, String group) {
        assertThat(AddressGroup.of(address)).isEqualTo(group);
    }
}
