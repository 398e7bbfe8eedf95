// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A few numbers that concurrent callers read, write, compare, swap and add to, through one or several stores. */
public final class Registers {
    private static final KeySpace SPACE = new KeySpace(9, "registers");
    private static final int REGISTERS = 3;

    private final List<KeyValueStore> stores;
    private final AtomicLong values;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /**
     * @param stores callers use them in turn; all contain the same rows
     * @param firstValue less than any value that is written
     */
    public Registers(List<KeyValueStore> stores, long firstValue) {
        this.stores = List.copyOf(stores);
        this.values = new AtomicLong(firstValue);
    }

    /** An operation and its result. */
    sealed interface What {
        record Read(int register, long answer) implements What {}

        record ReadAll(List<Long> answer) implements What {}

        record Write(int register, long value) implements What {}

        record CompareAndSet(int register, long expected, long value, boolean answer) implements What {}

        /** A write whose result no caller received. */
        record MaybeSet(int register, long expected, long value) implements What {}

        /** Contains the values that it read, which makes the search for an order short. */
        record Swap(int first, int second, long firstFound, long secondFound) implements What {}

        /** A swap whose result no caller received. */
        record MaybeSwap(int first, int second) implements What {}

        record Add(int register, long delta) implements What {}
    }

    /** An event that happens while callers work. */
    @FunctionalInterface
    public interface Disturbance {
        /** Returns when the event is over. */
        void happen() throws Exception;
    }

    /** Returns the number of calls that returned a result. */
    public int answered() {
        return answered.get();
    }

    /** Returns the number of calls that ended without a result. */
    public int failed() {
        return failed.get();
    }

    /**
     * Runs the callers, and returns their history if no order explains it. No other code uses the registers in the
     * meantime. A caller that gets no result stops: its operation may have happened, or may happen at any later time.
     */
    public Optional<String> inexplicable(int callers, int calls, long seed, Disturbance disturbance) throws Exception {
        List<Long> initial = stores.get(0).read(Registers::all);
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        List<LinearizabilityChecker.Call<What>> history = new ArrayList<>();
        try {
            List<Future<List<LinearizabilityChecker.Call<What>>>> running = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                SplittableRandom random = new SplittableRandom(seed * 100 + caller);
                KeyValueStore store = stores.get(caller % stores.size());
                running.add(pool.submit(
                        (Callable<List<LinearizabilityChecker.Call<What>>>) () -> calls(store, random, calls)));
            }
            disturbance.happen();
            for (Future<List<LinearizabilityChecker.Call<What>>> caller : running) {
                history.addAll(caller.get(60, TimeUnit.SECONDS));
            }
        } finally {
            pool.shutdownNow();
        }
        return LinearizabilityChecker.explains(history, initial, Registers::step)
                ? Optional.empty()
                : Optional.of("from " + initial + ": " + history);
    }

    private List<LinearizabilityChecker.Call<What>> calls(KeyValueStore store, SplittableRandom random, int calls) {
        List<LinearizabilityChecker.Call<What>> history = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            long from = System.nanoTime();
            What[] pending = new What[1];
            try {
                What what = call(store, random, pending);
                history.add(new LinearizabilityChecker.Call<>(what, from, System.nanoTime()));
                answered.incrementAndGet();
            } catch (StoreUnavailableException e) {
                failed.incrementAndGet();
                if (pending[0] != null) {
                    history.add(new LinearizabilityChecker.Call<>(pending[0], from, Long.MAX_VALUE));
                }
                return history;
            }
        }
        return history;
    }

    /** @param pending receives the operation that may happen even if there is no result */
    private What call(KeyValueStore store, SplittableRandom random, What[] pending) {
        int register = random.nextInt(REGISTERS);
        switch (random.nextInt(8)) {
            case 0 -> {
                return new What.Read(register, store.counter(key(register)));
            }
            case 1, 6 -> {
                return new What.ReadAll(store.read(Registers::all));
            }
            case 2 -> {
                long value = values.incrementAndGet();
                pending[0] = new What.Write(register, value);
                store.update(transaction -> transaction.put(key(register), Counters.encode(value)));
                return pending[0];
            }
            case 3 -> {
                long expected = store.counter(key(register));
                long value = values.incrementAndGet();
                pending[0] = new What.MaybeSet(register, expected, value);
                boolean swapped = store.transact(transaction -> {
                    if (get(transaction, register) != expected) {
                        return false;
                    }
                    transaction.put(key(register), Counters.encode(value));
                    return true;
                });
                return new What.CompareAndSet(register, expected, value, swapped);
            }
            case 4, 7 -> {
                int other = (register + 1) % REGISTERS;
                pending[0] = new What.MaybeSwap(register, other);
                return store.transact(transaction -> {
                    long first = get(transaction, register);
                    long second = get(transaction, other);
                    transaction.put(key(register), Counters.encode(second));
                    transaction.put(key(other), Counters.encode(first));
                    return new What.Swap(register, other, first, second);
                });
            }
            default -> {
                pending[0] = new What.Add(register, 1000);
                store.update(transaction -> transaction.add(key(register), 1000));
                return pending[0];
            }
        }
    }

    private static List<Long> all(ReadTransaction transaction) {
        Long[] registers = {0L, 0L, 0L};
        ReadTransaction.Scan scan = transaction.scan(SPACE.key().range());
        for (Row row = scan.next(); row != null; row = scan.next()) {
            registers[(int) SPACE.read(row.key()).number()] = Counters.decode(row.value());
        }
        return List.of(registers);
    }

    private static long get(ReadTransaction transaction, int register) {
        return transaction.get(key(register)).map(Counters::decode).orElse(0L);
    }

    static Optional<List<Long>> step(List<Long> state, What what) {
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
        if (what instanceof What.MaybeSet set) {
            return Optional.of(state.get(set.register) == set.expected ? with(state, set.register, set.value) : state);
        }
        if (what instanceof What.Swap swap) {
            return state.get(swap.first) == swap.firstFound && state.get(swap.second) == swap.secondFound
                    ? Optional.of(swapped(state, swap.first, swap.second))
                    : Optional.empty();
        }
        if (what instanceof What.MaybeSwap swap) {
            return Optional.of(swapped(state, swap.first, swap.second));
        }
        What.Add add = (What.Add) what;
        return Optional.of(with(state, add.register, state.get(add.register) + add.delta));
    }

    private static List<Long> swapped(List<Long> state, int first, int second) {
        return with(with(state, first, state.get(second)), second, state.get(first));
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
