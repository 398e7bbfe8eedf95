// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.KeyValueEngineSuite;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.StoreFullException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class MemoryEngineTest extends KeyValueEngineSuite {
    @Override
    protected KeyValueEngine open() {
        return new MemoryEngine(64_000_000);
    }

    @Test
    void aFullStoreRefusesGrowthAndStillDeletes() {
        KeySpace space = new KeySpace(9, "blobs");
        try (KeyValueStore store = new KeyValueStore(new MemoryEngine(10_000))) {
            store.transact(transaction -> {
                transaction.put(space.key().number(1).key(), new byte[8_000]);
                return null;
            });
            assertThatThrownBy(() -> store.transact(transaction -> {
                        transaction.put(space.key().number(2).key(), new byte[8_000]);
                        return null;
                    }))
                    .isInstanceOf(StoreFullException.class);
            store.transact(transaction -> {
                transaction.delete(space.key().number(1).key());
                return null;
            });
            store.transact(transaction -> {
                transaction.put(space.key().number(2).key(), new byte[8_000]);
                return null;
            });
        }
    }

    @Test
    void anEngineWithRandomFailuresRunsFunctionsAgainAndSucceeds() {
        KeySpace space = new KeySpace(9, "rows");
        AtomicInteger runs = new AtomicInteger();
        try (KeyValueStore store = new KeyValueStore(new MemoryEngine(1_000_000, new SplittableRandom(1)))) {
            for (int i = 0; i < 100; i++) {
                store.update(transaction -> {
                    runs.incrementAndGet();
                    transaction.add(space.key().number(1).key(), 1);
                });
            }
            assertThat(store.counter(space.key().number(1).key())).isEqualTo(100);
        }
        assertThat(runs.get()).isGreaterThan(100);
    }

    @Test
    void anEngineWithRandomFailuresRestartsViewsInTheMiddle() {
        KeySpace space = new KeySpace(9, "rows");
        int[] runs = {0};
        int[] brokenOff = {0};
        try (KeyValueStore store = new KeyValueStore(new MemoryEngine(1_000_000, new SplittableRandom(1)))) {
            for (int i = 0; i < 5; i++) {
                int number = i;
                store.update(transaction ->
                        transaction.put(space.key().number(number).key(), new byte[1]));
            }
            for (int i = 0; i < 100; i++) {
                int rows = store.read(view -> {
                    runs[0]++;
                    ReadTransaction.Scan scan = view.scan(space.key().range());
                    brokenOff[0]++;
                    int count = 0;
                    while (scan.next() != null) {
                        count++;
                    }
                    brokenOff[0]--;
                    return count;
                });
                assertThat(rows).isEqualTo(5);
            }
        }
        assertThat(runs[0]).isGreaterThan(100);
        assertThat(brokenOff[0]).as("after the first row").isPositive();
    }
}
