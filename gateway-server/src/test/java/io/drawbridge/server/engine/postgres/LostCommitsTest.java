// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Durability;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadVersion;
import io.drawbridge.core.kv.Registers;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.Transaction;
import io.drawbridge.core.kv.View;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that lost its last commits goes on from an earlier commit version; its nodes lived on and remember the others. */
final class LostCommitsTest {
    private static final KeySpace SPACE = new KeySpace(11, "test rows");
    private static final int COMMITS = 40;
    private static final int CRASHES_MAX = 10;

    private static PostgresServer server;

    private String url;
    private PostgresEngine oneEngine;
    private PostgresEngine twoEngine;
    private KeyValueStore one;
    private KeyValueStore two;

    /** How commits are lost. */
    private enum Loss {
        /** The server crashes, and what did not wait for its sync is gone. */
        CRASH,
        /** A standby that lagged behind takes over, and what was synced is gone as well. */
        FAILOVER
    }

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        url = server.newDatabase();
        oneEngine = PostgresEngine.open(url);
        twoEngine = PostgresEngine.open(url);
        one = new KeyValueStore(oneEngine);
        two = new KeyValueStore(twoEngine);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    /**
     * Makes commits through node one, and returns the newest before they are lost. A database that had the time to write
     * its log before the crash lost nothing: it crashes again after further commits.
     */
    private ReadVersion lose(Loss loss) throws IOException {
        ReadVersion seen = commitAndCrash(loss);
        for (int crash = 1; loss == Loss.CRASH && crash < CRASHES_MAX && clock() >= seen.commitVersion(); crash++) {
            again(() -> one.get(key("before")));
            seen = commitAndCrash(loss);
        }
        assertThat(clock()).as("what was lost").isLessThan(seen.commitVersion());
        again(() -> one.get(key("before")));
        again(() -> two.get(key("before")));
        return seen;
    }

    private ReadVersion commitAndCrash(Loss loss) throws IOException {
        one.update(transaction -> transaction.put(key("before"), new byte[1]));
        if (loss == Loss.FAILOVER) {
            server.keep();
        }
        for (int i = 0; i < COMMITS; i++) {
            Key key = key("lost" + i);
            again(() -> one.transact(loss == Loss.CRASH ? Durability.MEMORY : Durability.FSYNC, transaction -> {
                transaction.get(key);
                transaction.put(key, new byte[1]);
                return true;
            }));
        }
        ReadVersion seen;
        try (View view = oneEngine.view()) {
            seen = view.readVersion();
        }
        Changes changes = oneEngine.changes(SPACE.key().range(), seen.commitVersion() - 1, 1000);
        assertThat(changes.completeTo()).isEqualTo(seen.commitVersion());
        if (loss == Loss.CRASH) {
            server.crash();
            server.startServer();
        } else {
            server.failOver();
        }
        return seen;
    }

    /** Commits through node two until the commit versions are used again. */
    private void comeBackTo(ReadVersion seen) throws IOException {
        for (long clock = clock(); clock <= seen.commitVersion() + 1; clock = clock()) {
            Key key = key(clock + 1 == seen.commitVersion() ? "contested" : "made by two");
            again(() -> two.transact(transaction -> {
                transaction.put(key, new byte[1]);
                return true;
            }));
        }
    }

    private long clock() throws IOException {
        return Long.parseLong(
                server.ask(url.substring(url.lastIndexOf('/') + 1), "SELECT stamp FROM drawbridge_clock"));
    }

    /** Connections that died with the server fail once. */
    private static <T> T again(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (StoreUnavailableException e) {
                if (attempt == 50) {
                    throw e;
                }
            }
        }
    }

    private static Key key(String name) {
        return SPACE.key().text(name).key();
    }

    private static long number(Transaction transaction) {
        return transaction.get(key("number")).map(Counters::decode).orElse(0L);
    }

    private static void increment(KeyValueStore store, Runnable meanwhile) {
        int[] runs = {0};
        store.update(transaction -> {
            long number = number(transaction);
            if (runs[0]++ == 0) {
                meanwhile.run();
            }
            transaction.put(key("number"), Counters.encode(number + 1));
        });
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void incrementsThatOverlapBothCountAfterwards(Loss loss) throws IOException {
        lose(loss);
        again(() -> one.transact(transaction -> {
            transaction.put(key("number"), Counters.encode(0));
            return true;
        }));
        for (int i = 1; i <= 3; i++) {
            increment(one, () -> increment(one, () -> {}));
            assertThat(one.counter(key("number"))).isEqualTo(4L * i - 2);
            increment(
                    one,
                    () -> again(() -> {
                        increment(two, () -> {});
                        return true;
                    }));
            assertThat(one.counter(key("number"))).isEqualTo(4L * i);
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void whatWasReadFromLostCommitsIsRefusedThoughTheClockReachedTheirVersionsAgain(Loss loss) throws IOException {
        ReadVersion seen = lose(loss);
        comeBackTo(seen);
        for (Commit.Condition condition : List.of(
                new Commit.Condition.Absent(key("contested")),
                new Commit.Condition.Absent(key("touched by nobody")),
                new Commit.Condition.RangeUnchanged(SPACE.key().range()))) {
            Commit commit = new Commit(
                    seen,
                    List.of(condition),
                    List.of(new Commit.Operation.Put(key("contested"), new byte[2])),
                    Durability.FSYNC);
            assertThat(again(() -> oneEngine.commit(commit)))
                    .as("%s", condition)
                    .isFalse();
        }
        again(() -> one.transact(transaction -> {
            assertThat(transaction.get(key("contested"))).hasValue(new byte[1]);
            transaction.put(key("contested"), new byte[3]);
            return true;
        }));
        assertThat(two.get(key("contested"))).hasValue(new byte[3]);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void aFollowerOfChangesRestarts(Loss loss) throws IOException {
        ReadVersion seen = lose(loss);
        comeBackTo(seen);
        Changes changes = again(() -> oneEngine.changes(SPACE.key().range(), seen.commitVersion(), 1000));
        assertThat(changes.reset()).isTrue();
        two.update(transaction -> transaction.put(key("next"), new byte[1]));
        assertThat(oneEngine
                        .changes(SPACE.key().range(), changes.completeTo(), 1000)
                        .changed())
                .extracting(Changes.Changed::key)
                .containsExactly(key("next"));
    }

    /** Crashes while many callers of two nodes work, and others write what may be lost. */
    @Test
    void someOrderExplainsWhatCallersOfTwoNodesSawAcrossCrashes() throws Exception {
        Registers registers = new Registers(List.of(one, two), 0);
        AtomicBoolean stop = new AtomicBoolean();
        Thread marks = new Thread(() -> {
            for (int i = 0; !stop.get(); i++) {
                byte[] value = Counters.encode(i);
                KeyValueStore store = i % 2 == 0 ? one : two;
                again(() -> store.transact(Durability.MEMORY, transaction -> {
                    transaction.put(key("mark"), value);
                    return true;
                }));
            }
        });
        marks.start();
        try {
            for (int round = 1; round <= 2; round++) {
                again(() -> one.get(key("mark")));
                again(() -> two.get(key("mark")));
                int before = registers.answered();
                assertThat(registers.inexplicable(12, 30, round, () -> {
                            while (registers.answered() < before + 60) {
                                LockSupport.parkNanos(1_000_000);
                            }
                            server.crash();
                            server.startServer();
                        }))
                        .as("round %d", round)
                        .isEmpty();
            }
            assertThat(registers.failed()).isPositive();
        } finally {
            stop.set(true);
            marks.join(60_000);
        }
    }
}
