// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HousekeeperTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private static PeriodicTask task(String name, Runnable work) {
        return new PeriodicTask(name, SHORT, TaskLease.NOT_NEEDED, work);
    }

    @Test
    void aTaskGoesOnWhileAnotherTakesLong() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch beats = new CountDownLatch(2);
        PeriodicTask work = task("work", () -> {
            begun.countDown();
            await(release);
        });
        PeriodicTask beat = task("beat", () -> {
            if (begun.getCount() == 0) {
                beats.countDown();
            }
        });
        try (Housekeeper housekeeper = Housekeeper.start(List.of(work, beat))) {
            assertThat(housekeeper).isNotNull();
            assertThat(beats.await(30, TimeUnit.SECONDS)).isTrue();
            release.countDown();
        }
    }

    @Test
    void aTaskThatFailsRunsAgain() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(2);
        PeriodicTask failing = task("failing", () -> {
            runs.countDown();
            throw new IllegalStateException("on purpose");
        });
        try (Housekeeper housekeeper = Housekeeper.start(List.of(failing))) {
            assertThat(housekeeper).isNotNull();
            assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aTaskWithoutItsLeaseDoesNotRunAndLeasesAreGivenBack() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch renewals = new CountDownLatch(2);
        CountDownLatch released = new CountDownLatch(1);
        TaskLease ofAnotherServer = new TaskLease() {
            @Override
            public void renew() {
                renewals.countDown();
            }

            @Override
            public boolean isHeld() {
                return false;
            }

            @Override
            public void release() {
                released.countDown();
            }
        };
        PeriodicTask task = new PeriodicTask("task", SHORT, ofAnotherServer, runs::incrementAndGet);
        try (Housekeeper housekeeper = Housekeeper.start(List.of(task))) {
            assertThat(housekeeper).isNotNull();
            assertThat(renewals.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(runs).hasValue(0);
        assertThat(released.getCount()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
