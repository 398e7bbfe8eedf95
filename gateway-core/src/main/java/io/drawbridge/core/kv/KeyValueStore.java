// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store as domain code sees it: functions over a consistent view that may run more than once. What a function read
 * is turned into conditions of its commit, so that transactions behave as if one ran after the other. When the engine
 * asks to begin anew, every method here does, a bounded number of times, and then throws
 * {@link StoreUnavailableException}.
 */
public final class KeyValueStore implements AutoCloseable {
    private static final int ATTEMPTS_MAX = 64;
    private static final long BACKOFF_NANOS = 20_000;

    private final KeyValueEngine engine;

    /** @param engine closed together with this store */
    public KeyValueStore(KeyValueEngine engine) {
        this.engine = engine;
    }

    /** The newest committed value of one row. */
    public Optional<byte[]> get(Key key) {
        Row row = newest(key);
        return row == null ? Optional.empty() : Optional.of(row.value());
    }

    /** The number in a counter row; zero when absent. */
    public long counter(Key key) {
        Row row = newest(key);
        return row == null ? 0 : Counters.decode(row.value());
    }

    private @Nullable Row newest(Key key) {
        return retrying(() -> engine.get(key));
    }

    /**
     * Runs a function over one consistent view. The function may run more than once, each time over a new view, and must
     * have no other effect than its result.
     */
    public <T extends @Nullable Object> T read(Function<ReadTransaction, T> function) {
        return retrying(() -> {
            try (View view = engine.view()) {
                return function.apply(new TrackedTransaction(view));
            }
        });
    }

    /**
     * Runs a function and commits what it wrote, durably. The function may run more than once and must have no other
     * effect. An exception from it ends the transaction; nothing is written.
     *
     * @throws ConflictException when other commits got in its way in every attempt
     */
    public <T extends @Nullable Object> T transact(Function<Transaction, T> function) {
        return transact(Durability.FSYNC, function);
    }

    /** The same for a function without a result. */
    public void update(Consumer<Transaction> function) {
        transact(Durability.FSYNC, transaction -> {
            function.accept(transaction);
            return true;
        });
    }

    /** The same with a weaker durability, for rows that may be lost. */
    public <T extends @Nullable Object> T transact(Durability durability, Function<Transaction, T> function) {
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            T result;
            Commit commit;
            // Closed before the commit, which may wait: whoever waits keeps no view from those who read.
            try (View view = engine.view()) {
                TrackedTransaction transaction = new TrackedTransaction(view);
                result = function.apply(transaction);
                commit = transaction.wrote() ? transaction.commit(durability) : null;
            } catch (RestartException e) {
                backOff(attempt, e);
                continue;
            }
            if (commit == null || engine.commit(commit)) {
                return result;
            }
            pause(attempt);
        }
        throw new ConflictException(ATTEMPTS_MAX);
    }

    /** Asks again when the engine says so. */
    private static <T extends @Nullable Object> T retrying(Supplier<T> question) {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.get();
            } catch (RestartException e) {
                backOff(attempt, e);
            }
        }
    }

    private static void backOff(int attempt, RestartException cause) {
        if (attempt == ATTEMPTS_MAX) {
            throw new StoreUnavailableException(
                    "reading gave way to others " + ATTEMPTS_MAX + " times: " + cause.getMessage(), cause);
        }
        pause(attempt);
    }

    private static void pause(int attempt) {
        if (attempt > 2) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(BACKOFF_NANOS * attempt));
        }
    }

    /** The changes of a range since a stamp; see {@link KeyValueEngine#changes}. */
    public Changes changes(KeyRange range, long afterStamp, int max) {
        return retrying(() -> engine.changes(range, afterStamp, max));
    }

    /** The time that all who share the rows have in common; see {@link KeyValueEngine#timeMillis}. */
    public OptionalLong timeMillis() {
        return retrying(engine::timeMillis);
    }

    /** Whether calls wait for a device or a network. */
    public Blocking blocking() {
        return engine.blocking();
    }

    @Override
    public void close() {
        engine.close();
    }
}
