// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records what concurrent callers of one store saw and checks that some order explains it. Subclass it and say how an
 * empty engine is made.
 */
public abstract class LinearizabilitySuite {
    private static final KeySpace SPACE = new KeySpace(9, "registers");
    private static final int REGISTERS = 3;
    private static final int CALLERS = 4;
    private static final int CALLS = 40;

    /** An empty engine. */
    protected abstract KeyValueEngine open();

    /** What was asked, and what was answered. */
    private sealed interface What {
        record Read(int register, long answer) implements What {}

        record ReadAll(List<Long> answer) implements What {}

        record Write(int register, long value) implements What {}

        record CompareAndSet(int register, long expected, long value, boolean answer) implements What {}

        record Swap(int first, int second) implements What {}

        record Add(int register, long delta) implements What {}
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void someOrderExplainsWhatConcurrentCallersSaw(long seed) throws Exception {
        try (KeyValueStore store = new KeyValueStore(open())) {
            ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
            AtomicLong values = new AtomicLong();
            List<Future<List<LinearizabilityChecker.Call<What>>>> running = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                SplittableRandom random = new SplittableRandom(seed * 100 + caller);
                running.add(pool.submit((Callable<List<LinearizabilityChecker.Call<What>>>) () -> {
                    List<LinearizabilityChecker.Call<What>> calls = new ArrayList<>();
                    for (int i = 0; i < CALLS; i++) {
                        long from = System.nanoTime();
                        What what = call(store, random, values);
                        calls.add(new LinearizabilityChecker.Call<>(what, from, System.nanoTime()));
                    }
                    return calls;
                }));
            }
            List<LinearizabilityChecker.Call<What>> history = new ArrayList<>();
            for (Future<List<LinearizabilityChecker.Call<What>>> caller : running) {
                history.addAll(caller.get(60, TimeUnit.SECONDS));
            }
            pool.shutdown();
            assertThat(LinearizabilityChecker.explains(history, List.of(0L, 0L, 0L), LinearizabilitySuite::step))
                    .as("seed %d: %s", seed, history)
                    .isTrue();
        }
    }

    @Test
    void theCheckerRefusesAStaleReadAndATornOne() {
        LinearizabilityChecker.Call<What> write = new LinearizabilityChecker.Call<>(new What.Write(0, 1), 10, 20);
        List<Long> initial = List.of(0L, 0L, 0L);
        assertThat(explains(initial, write, new What.Read(0, 0), 15)).isTrue();
        assertThat(explains(initial, write, new What.Read(0, 1), 15)).isTrue();
        assertThat(explains(initial, write, new What.Read(0, 0), 25)).isFalse();
        LinearizabilityChecker.Call<What> swap = new LinearizabilityChecker.Call<>(new What.Swap(0, 1), 10, 20);
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
                LinearizabilitySuite::step);
    }

    private static What call(KeyValueStore store, SplittableRandom random, AtomicLong values) {
        int register = random.nextInt(REGISTERS);
        switch (random.nextInt(6)) {
            case 0 -> {
                return new What.Read(register, store.counter(key(register)));
            }
            case 1 -> {
                return new What.ReadAll(store.read(LinearizabilitySuite::all));
            }
            case 2 -> {
                long value = values.incrementAndGet();
                store.update(transaction -> transaction.put(key(register), Counters.encode(value)));
                return new What.Write(register, value);
            }
            case 3 -> {
                long expected = store.counter(key(register));
                long value = values.incrementAndGet();
                boolean swapped = store.transact(transaction -> {
                    if (get(transaction, register) != expected) {
                        return false;
                    }
                    transaction.put(key(register), Counters.encode(value));
                    return true;
                });
                return new What.CompareAndSet(register, expected, value, swapped);
            }
            case 4 -> {
                int other = (register + 1) % REGISTERS;
                store.update(transaction -> {
                    long first = get(transaction, register);
                    transaction.put(key(register), Counters.encode(get(transaction, other)));
                    transaction.put(key(other), Counters.encode(first));
                });
                return new What.Swap(register, other);
            }
            default -> {
                store.update(transaction -> transaction.add(key(register), 1000));
                return new What.Add(register, 1000);
            }
        }
    }

    private static List<Long> all(ReadTransaction transaction) {
        Long[] found = {0L, 0L, 0L};
        ReadTransaction.Scan scan = transaction.scan(SPACE.key().range());
        for (Row row = scan.next(); row != null; row = scan.next()) {
            found[(int) SPACE.read(row.key()).number()] = Counters.decode(row.value());
        }
        return List.of(found);
    }

    private static long get(ReadTransaction transaction, int register) {
        return transaction.get(key(register)).map(Counters::decode).orElse(0L);
    }

    private static Optional<List<Long>> step(List<Long> state, What what) {
        if (what instanceof What.Read read) {
            return state.get(read.register) == read.answer ? Optional.of(state) : Optional.empty();
        }
        if (what instanceof What.ReadAll read) {
            return state.equals(read.answer) ? Optional.of(state) : Optional.empty();
        }
        if (what instanceof What.Write write) {
            return Optional.of(with(state, write.register, write.value));
        }
        if (what instanceof What.CompareAndSet set) {
            boolean equal = state.get(set.register) == set.expected;
            if (equal != set.answer) {
                return Optional.empty();
            }
            return Optional.of(equal ? with(state, set.register, set.value) : state);
        }
        if (what instanceof What.Swap swap) {
            return Optional.of(
                    with(with(state, swap.first, state.get(swap.second)), swap.second, state.get(swap.first)));
        }
        What.Add add = (What.Add) what;
        return Optional.of(with(state, add.register, state.get(add.register) + add.delta));
    }

    private static List<Long> with(List<Long> state, int register, long value) {
        Long[] changed = state.toArray(new Long[0]);
        changed[register] = value;
        return Arrays.asList(changed);
    }

    private static Key key(int register) {
        return SPACE.key().number(register).key();
    }
}
