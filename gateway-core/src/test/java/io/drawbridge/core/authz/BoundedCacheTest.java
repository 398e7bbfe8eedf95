// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedCacheTest {
    private final BoundedCache<Integer, String> cache = new BoundedCache<>(1000);

    @Test
    void neverWeighsMoreThanItsBound() {
        for (int i = 0; i < 500; i++) {
            cache.put(i, "value " + i, 1 + i % 90);
            assertThat(cache.bytes()).isBetween(0L, 1000L);
            assertThat(cache.get(i))
                    .as("the newest is either kept or made again")
                    .isIn("value " + i, null);
        }
        assertThat(cache.size()).isPositive();
        assertThat(cache.bytes()).isGreaterThan(500);
    }

    @Test
    void countsAReplacedValueOnce() {
        cache.put(1, "a", 400);
        cache.put(1, "b", 500);
        assertThat(cache.get(1)).isEqualTo("b");
        assertThat(cache.bytes()).isEqualTo(500);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void storesNoValueThatExceedsTheBoundAlone() {
        cache.put(1, "a", 400);
        cache.put(1, "b", 1001);
        assertThat(cache.get(1)).isNull();
        assertThat(cache.bytes()).isZero();
    }
}
