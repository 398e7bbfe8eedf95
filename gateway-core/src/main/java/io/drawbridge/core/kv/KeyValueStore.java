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
 * The transactional store for domain code: it runs functions over a consistent view, possibly more than once. It turns
 * what a function read into conditions of its commit, so that transactions are serializable. When the engine throws
 * {@link RestartException}, every method here starts again, a bounded number of times, and then throws {@link
 * StoreUnavailableException}.
 */
public final class KeyValueStore implements AutoCloseable {
    private static final int ATTEMPTS_MAX = 64;
    private static final long BACKOFF_NANOS = 20_000;

    private final KeyValueEngine engine;

    /** @param engine closed together with this store */
    public KeyValueStore(KeyValueEngine engine) {
        this.engine = engine;
    }

    /** Returns the newest committed value of one row. */
    public Optional<byte[]> get(Key key) {
        Row row = newest(key);
        return row == null ? Optional.empty() : Optional.of(row.value());
    }

    /** Returns the number in a counter row; zero when absent. */
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
     * Runs a function and commits its writes durably. The function may run more than once and must have no other
     * effect. If the function throws an exception, the transaction ends and nothing is written.
     *
     * @throws ConflictException when the transaction conflicted with other commits in every attempt
     */
    public <T extends @Nullable Object> T transact(Function<Transaction, T> function) {
        return transact(Durability.FSYNC, function);
    }

    /** Runs {@link #transact(Function)} for a function without a result. */
    public void update(Consumer<Transaction> function) {
        transact(Durability.FSYNC, transaction -> {
            function.accept(transaction);
            return true;
        });
    }

    /** Runs {@link #transact(Function)} with a weaker durability, for rows that may be lost. */
    public <T extends @Nullable Object> T transact(Durability durability, Function<Transaction, T> function) {
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            T result;
            Commit commit;
            // Closed before the commit, which may wait: a waiting caller must not hold a view that readers could use.
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

    /** Repeats a read when the engine throws {@link RestartException}. */
    private static <T extends @Nullable Object> T retrying(Supplier<T> read) {
        for (int attempt = 1; ; attempt++) {
            try {
                return read.get();
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

    /** Returns the changes in a range since a commit version; see {@link KeyValueEngine#changes}. */
    public Changes changes(KeyRange range, long afterVersion, int max) {
        return retrying(() -> engine.changes(range, afterVersion, max));
    }

    /** Returns the time that all nodes of a shared store have in common; see {@link KeyValueEngine#timeMillis}. */
    public OptionalLong timeMillis() {
        return retrying(engine::timeMillis);
    }

    /** Returns whether calls wait for a device or a network. */
    public Blocking blocking() {
        return engine.blocking();
    }

    @Override
    public void close() {
        engine.close();
    }
}
