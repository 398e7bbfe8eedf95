// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class HousekeeperTest {
    @Test
    void theBeatGoesOnWhileTheWorkTakesLong() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch beats = new CountDownLatch(2);
        Runnable work = () -> {
            begun.countDown();
            await(release);
        };
        Runnable beat = () -> {
            if (begun.getCount() == 0) {
                beats.countDown();
            }
        };
        try (Housekeeper housekeeper = Housekeeper.start(work, beat, () -> {})) {
            assertThat(housekeeper).isNotNull();
            assertThat(beats.await(30, TimeUnit.SECONDS)).isTrue();
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
