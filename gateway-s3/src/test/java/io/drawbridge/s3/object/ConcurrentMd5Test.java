// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.s3.blob.BufferPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No thread waits forever and no buffer is lost, whatever happens to the computation. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ConcurrentMd5Test {
    private final BufferPool pool = new BufferPool();
    private final List<Thread> threads = new ArrayList<>();

    private void onThread(Runnable task) {
        Thread thread = new Thread(task, "helper");
        thread.setUncaughtExceptionHandler((failed, error) -> {});
        threads.add(thread);
        thread.start();
    }

    @Test
    void aFailureOnAnyThreadIsReportedAndLeavesNothing() throws InterruptedException {
        List<Throwable> failures = List.of(new IllegalArgumentException("broken"), new StackOverflowError());
        for (Throwable failure : failures) {
            ConcurrentMd5 md5 = new ConcurrentMd5(buffer -> fail(failure), pool, this::onThread);
            md5.add(md5.next());
            for (Thread thread : threads) {
                thread.join();
            }
            assertThatThrownBy(md5::await).isInstanceOf(IllegalStateException.class);
            md5.close();
            assertThat(pool.inUse()).isZero();

            ConcurrentMd5 alone = new ConcurrentMd5(buffer -> fail(failure), pool, task -> {});
            alone.add(alone.next());
            assertThatThrownBy(alone::await).isSameAs(failure);
            assertThatThrownBy(alone::await).isInstanceOf(IllegalStateException.class);
            alone.close();
            assertThat(pool.inUse()).isZero();
        }
    }

    private static void fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void buffersBeyondTwoAreTakenOnlyWhileThePoolHasThem() {
        List<ByteBuffer> extra = new ArrayList<>();
        pool.takeExtra().ifPresent(extra::add);
        while (pool.takeExtra().map(extra::add).isPresent()) {
            assertThat(extra).hasSizeLessThanOrEqualTo(64);
        }
        assertThat(extra).hasSize(64);
        try (ConcurrentMd5 md5 = new ConcurrentMd5(buffer -> {}, pool, task -> {})) {
            for (int i = 0; i < 9; i++) {
                md5.add(md5.next().limit(100));
            }
            assertThat(pool.inUse()).isEqualTo(66);
        }
        extra.forEach(pool::giveBackExtra);
        assertThat(pool.inUse()).isZero();
        try (ConcurrentMd5 md5 = new ConcurrentMd5(buffer -> {}, pool, task -> {})) {
            for (int i = 0; i < 9; i++) {
                md5.add(md5.next().limit(100));
            }
            assertThat(pool.inUse()).isEqualTo(ConcurrentMd5.BUFFERS_MAX);
        }
        assertThat(pool.inUse()).isZero();
    }
}
