// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.kv.Registers.What;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records the results of concurrent callers of one store and checks that some order explains them. A subclass creates
 * the empty engine.
 */
public abstract class LinearizabilitySuite {
    private static final int CALLERS = 4;
    private static final int CALLS = 40;

    /** Returns an empty engine. */
    protected abstract KeyValueEngine open();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void someOrderExplainsTheResultsOfConcurrentCallers(long seed) throws Exception {
        try (KeyValueStore store = new KeyValueStore(open())) {
            Registers registers = new Registers(List.of(store), 0);
            assertThat(registers.inexplicable(CALLERS, CALLS, seed, () -> {}))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(registers.failed()).isZero();
        }
    }

    @Test
    void theCheckerRefusesAStaleReadAndATornOne() {
        LinearizabilityChecker.Call<What> write = new LinearizabilityChecker.Call<>(new What.Write(0, 1), 10, 20);
        List<Long> initial = List.of(0L, 0L, 0L);
        assertThat(explains(initial, write, new What.Read(0, 0), 15)).isTrue();
        assertThat(explains(initial, write, new What.Read(0, 1), 15)).isTrue();
        assertThat(explains(initial, write, new What.Read(0, 0), 25)).isFalse();
        LinearizabilityChecker.Call<What> swap = new LinearizabilityChecker.Call<>(new What.MaybeSwap(0, 1), 10, 20);
        List<Long> apart = List.of(1L, 2L, 0L);
        assertThat(explains(apart, swap, new What.ReadAll(List.of(2L, 1L, 0L)), 15))
                .isTrue();
        assertThat(explains(apart, swap, new What.ReadAll(List.of(2L, 2L, 0L)), 15))
                .isFalse();
    }

    private static boolean explains(
            List<Long> initial, LinearizabilityChecker.Call<What> call, What other, long otherFrom) {
        return LinearizabilityChecker.explains(
                List.of(call, new LinearizabilityChecker.Call<>(other, otherFrom, otherFrom + 10)),
                initial,
                Registers::step);
    }
}
