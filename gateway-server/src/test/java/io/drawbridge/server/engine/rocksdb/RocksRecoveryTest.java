// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.Durability;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.StoreFullException;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.View;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left after a stop, a kill and a full device. */
final class RocksRecoveryTest {
    static final Path LIBRARY = Path.of("target", "native");

    private static final KeySpace SPACE = new KeySpace(7, "rows");

    @TempDir
    private Path folder;

    private RocksEngine open() throws IOException {
        return RocksEngine.open(folder.resolve("rows"), LIBRARY);
    }

    @Test
    void commitVersionsKeepGrowingAndFollowersRestartAfterAReopen() throws IOException {
        long commitVersion;
        try (RocksEngine engine = open()) {
            KeyValueStore store = new KeyValueStore(engine);
            store.update(transaction -> transaction.put(key(1), new byte[] {1}));
            store.update(transaction -> transaction.put(key(2), new byte[] {2}));
            commitVersion = commitVersion(engine);
        }
        try (RocksEngine engine = open()) {
            assertThat(commitVersion(engine)).isEqualTo(commitVersion);
            assertThat(engine.changes(SPACE.key().range(), commitVersion - 1, 10))
                    .isEqualTo(Changes.reset(commitVersion));
            new KeyValueStore(engine).update(transaction -> transaction.put(key(1), new byte[] {3}));
            Row row = engine.get(key(1));
            assertThat(row).isNotNull();
            assertThat(row.commitVersion()).isEqualTo(commitVersion + 1);
            assertThat(engine.changes(SPACE.key().range(), commitVersion, 10).changed())
                    .containsExactly(new Changes.Changed(key(1), commitVersion + 1));
        }
    }

    @Test
    void theVersionRowIsNoRowOfAnybody() throws IOException {
        try (RocksEngine engine = open()) {
            new KeyValueStore(engine).update(transaction -> transaction.put(key(1), new byte[] {1}));
            KeySpace first = new KeySpace(1, "first");
            KeySpace last = new KeySpace(254, "last");
            try (View view = engine.view()) {
                View.Cursor all = view.scan(
                        new io.drawbridge.core.kv.KeyRange(
                                first.key().key(), last.key().range().to()),
                        false);
                Row row = all.next();
                assertThat(row).isNotNull();
                assertThat(row.key()).isEqualTo(key(1));
                assertThat(all.next()).isNull();
            }
        }
    }

    @Test
    void aFullDeviceRefusesGrowthAndTheStoreGoesOnWhenRoomReturns() throws Exception {
        AtomicLong usable = new AtomicLong(Long.MAX_VALUE);
        try (RocksEngine engine = RocksEngine.open(folder.resolve("rows"), LIBRARY, usable::get)) {
            KeyValueStore store = new KeyValueStore(engine);
            store.update(transaction -> transaction.put(key(1), new byte[] {1}));
            usable.set(RocksEngine.RESERVE_BYTES - 1);
            until(() -> {
                try {
                    store.update(transaction -> transaction.put(key(2), new byte[] {2}));
                    return false;
                } catch (StoreFullException e) {
                    assertThat(e).hasMessageContaining("delete data or make room");
                    return true;
                }
            });
            assertThat(store.get(key(1))).isPresent();
            store.update(transaction -> transaction.delete(key(1)));
            assertThat(store.get(key(1))).isEmpty();
            usable.set(Long.MAX_VALUE);
            until(() -> {
                try {
                    store.update(transaction -> transaction.put(key(3), new byte[] {3}));
                    return true;
                } catch (StoreFullException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void afterAFailedWriteTheFilesAreReopenedAndOldViewsAreClosed() throws Exception {
        try (RocksEngine engine = open()) {
            KeyValueStore store = new KeyValueStore(engine);
            store.update(transaction -> transaction.put(key(1), new byte[] {1}));
            View before = engine.view();
            Database failed = engine.opened();
            assertThat(failed).isNotNull();
            failed.fail();
            assertThat(store.get(key(1))).as("reading goes on").isPresent();
            Commit late = new Commit(
                    before.readVersion(),
                    List.of(new Commit.Condition.Absent(key(2))),
                    List.of(new Commit.Operation.Put(key(2), new byte[] {2})),
                    Durability.FSYNC);
            before.close();
            until(() -> {
                try {
                    store.update(transaction -> transaction.put(key(3), new byte[] {3}));
                    return true;
                } catch (StoreUnavailableException e) {
                    return false;
                }
            });
            assertThat(engine.opened()).isNotNull().isNotSameAs(failed);
            assertThat(store.get(key(1))).isPresent();
            assertThat(engine.commit(late)).isFalse();
            assertThat(engine.changes(SPACE.key().range(), 0, 10).reset()).isTrue();
        }
    }

    @Test
    void aClosedStoreRejectsCallsAndAnOpenViewDoesNoHarm() throws IOException {
        RocksEngine engine = open();
        engine.close();
        assertThatThrownBy(() -> engine.get(key(1))).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(engine::view).isInstanceOf(StoreUnavailableException.class);
        View view;
        try (RocksEngine other = open()) {
            view = other.view();
            view.close();
            assertThatThrownBy(() -> view.get(key(1))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aFailureToOpenIsReportedInOneSentence() throws IOException {
        open().close();
        Files.writeString(folder.resolve("rows/CURRENT"), "no manifest\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot open the rows in " + folder.resolve("rows"));
    }

    /** Every commit of the victim adds one to a counter and writes two rows that say the same. */
    @ParameterizedTest
    @CsvSource({"40, 0", "250, 0", "900, 0", "300, 90000", "450, 90000", "700, 90000"})
    void nothingThatWasAcknowledgedIsLostOrTornByAKill(int acknowledgements, int ballast) throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.resolve("rows").toString(),
                        Integer.toString(ballast))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<Integer, Integer> acknowledged = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < acknowledgements; i++) {
                String line = lines.readLine();
                assertThat(line).as("the victim ended early").isNotNull();
                note(acknowledged, line);
            }
            // Process.destroyForcibly would close the stream too.
            victim.toHandle().destroyForcibly();
            // What it said before it died counts too, but for a line that was cut.
            StringWriter rest = new StringWriter();
            lines.transferTo(rest);
            String whole = rest.toString();
            whole.substring(0, whole.lastIndexOf('\n') + 1).lines().forEach(line -> note(acknowledged, line));
        }
        victim.waitFor();
        try (KeyValueStore store = new KeyValueStore(open())) {
            long sum = 0;
            for (int thread = 0; thread < Victim.THREADS; thread++) {
                int last = acknowledged.getOrDefault(thread, 0);
                long found = store.counter(Victim.key(thread, 0));
                assertThat(found).as("thread %d", thread).isBetween((long) last, last + 1L);
                assertThat(store.counter(Victim.key(thread, 1)))
                        .as("thread %d", thread)
                        .isEqualTo(found);
                sum += found;
            }
            assertThat(store.counter(Victim.total())).isEqualTo(sum);
            store.update(transaction -> transaction.add(Victim.total(), 1));
        }
    }

    private static void note(Map<Integer, Integer> acknowledged, String line) {
        String[] words = line.split(" ", 2);
        acknowledged.merge(Integer.valueOf(words[0]), Integer.valueOf(words[1]), Math::max);
    }

    private interface Attempt {
        boolean succeeds();
    }

    private static void until(Attempt attempt) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!attempt.succeeds()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private static long commitVersion(RocksEngine engine) {
        try (View view = engine.view()) {
            return view.commitVersion();
        }
    }

    private static Key key(long number) {
        return SPACE.key().number(number).key();
    }
}
