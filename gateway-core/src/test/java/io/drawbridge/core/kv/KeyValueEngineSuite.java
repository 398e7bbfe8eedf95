// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every engine. A subclass creates the empty engine. */
public abstract class KeyValueEngineSuite {
    private static final KeySpace SPACE = new KeySpace(7, "test rows");

    private KeyValueEngine engine;
    private KeyValueStore store;

    /** Returns an empty engine. */
    protected abstract KeyValueEngine open();

    @BeforeEach
    void openStore() {
        engine = open();
        store = new KeyValueStore(engine);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void aViewShowsTheStoreAsItWasWhenItWasOpened() {
        put("a", "1");
        put("b", "1");
        try (View view = engine.view()) {
            put("a", "2");
            store.transact(transaction -> {
                transaction.delete(key("b", 0));
                return null;
            });
            put("c", "1");
            assertThat(text(view.get(key("a", 0)))).isEqualTo("1");
            assertThat(text(view.get(key("b", 0)))).isEqualTo("1");
            assertThat(view.get(key("c", 0))).isNull();
            View.Cursor cursor = view.scan(SPACE.key().range(), false);
            assertThat(text(cursor.next())).isEqualTo("1");
            assertThat(text(cursor.next())).isEqualTo("1");
            assertThat(cursor.next()).isNull();
        }
        assertThat(text(engine.get(key("a", 0)))).isEqualTo("2");
        assertThat(engine.get(key("b", 0))).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theFirstRowsOfGroupsEqualThoseOfAFullScan(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        store.update(transaction -> {
            for (int i = 0; i < 300; i++) {
                transaction.put(
                        SPACE.key().text(PlainKeyGroups.randomText(random)).key(), new byte[] {(byte) i});
            }
        });
        List<Row> all = new ArrayList<>();
        try (View view = engine.view()) {
            View.Cursor cursor = view.scan(SPACE.key().range(), false);
            for (Row row = cursor.next(); row != null; row = cursor.next()) {
                all.add(row);
            }
            for (String delimiter : List.of("/", "\u0000", "a/", "//", "a\u0000", "\u00e9")) {
                String prefix = random.nextInt(3) == 0
                        ? ""
                        : PlainKeyGroups.randomText(random).substring(0, 1);
                KeyRange range = SPACE.key().textPrefix(prefix).range();
                if (random.nextBoolean()) {
                    range = range.after(all.get(random.nextInt(all.size())).key());
                }
                SkipScan groups = new SkipScan(
                        SPACE.key().textPrefix(prefix).key().bytes().length, KeyBuilder.escaped(delimiter));
                assertThat(keysOf(view.scanGroups(range, groups)))
                        .as("seed %s, prefix %s, delimiter %s", seed, prefix, delimiter)
                        .isEqualTo(PlainKeyGroups.firstKeys(SPACE, all, range, prefix, delimiter));
            }
        }
    }

    private static List<Key> keysOf(View.Cursor cursor) {
        List<Key> keys = new ArrayList<>();
        for (Row row = cursor.next(); row != null; row = cursor.next()) {
            keys.add(row.key());
        }
        return keys;
    }

    @Test
    void aTransactionRunsAgainWhenAnotherChangesARowThatItRead() {
        put("a", "1");
        AtomicInteger runs = new AtomicInteger();
        String result = store.transact(transaction -> {
            String value = text(transaction.get(key("a", 0)).orElseThrow());
            if (runs.getAndIncrement() == 0) {
                put("a", "2");
            }
            transaction.put(key("b", 0), utf8(value));
            return value;
        });
        assertThat(runs).hasValue(2);
        assertThat(result).isEqualTo("2");
    }

    @Test
    void aTransactionRunsAgainWhenARowIsAddedToOrRemovedFromItsScannedRange() {
        put("a", "1");
        AtomicInteger runs = new AtomicInteger();
        int count = store.transact(transaction -> {
            int rows = count(transaction.scan(SPACE.key().range()));
            int run = runs.getAndIncrement();
            if (run == 0) {
                put("b", "1");
            } else if (run == 1) {
                store.transact(inner -> {
                    inner.delete(key("a", 0));
                    return null;
                });
            }
            transaction.put(key("z", 0), utf8("1"));
            return rows;
        });
        assertThat(runs).hasValue(3);
        assertThat(count).isEqualTo(1);
    }

    @Test
    void aRowAfterTheScannedKeysCausesNoConflict() {
        put("a", "1");
        put("b", "1");
        AtomicInteger runs = new AtomicInteger();
        store.transact(transaction -> {
            transaction.scan(SPACE.key().range()).next();
            if (runs.getAndIncrement() == 0) {
                put("c", "1");
            }
            transaction.put(key("z", 0), utf8("1"));
            return null;
        });
        assertThat(runs).hasValue(1);
    }

    /** The view of a transaction is closed before its commit. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changesAfterAClosedViewBreakItsConditions(boolean deleted) {
        put("a", "1");
        put("c", "1");
        ReadVersion readVersion;
        try (View view = engine.view()) {
            readVersion = view.readVersion();
        }
        if (deleted) {
            store.update(transaction -> transaction.delete(key("a", 0)));
        } else {
            put("b", "1");
        }
        put("elsewhere", "1");
        assertThat(engine.commit(conditional(readVersion, new Commit.Condition.RangeUnchanged(range("a", "c")))))
                .isFalse();
        assertThat(engine.commit(conditional(readVersion, new Commit.Condition.RangeUnchanged(range("c", "d")))))
                .isTrue();
        Key key = key(deleted ? "a" : "b", 0);
        Commit.Condition former = deleted
                ? new Commit.Condition.Unchanged(key, readVersion.commitVersion() - 1)
                : new Commit.Condition.Absent(key);
        assertThat(engine.commit(conditional(readVersion, former))).isFalse();
        assertThat(text(engine.get(key("z", 0)))).isEqualTo("1");
    }

    @Test
    void aCommitWithAReadVersionThatTheStoreHasNotReachedIsRefused() {
        put("a", "1");
        ReadVersion future;
        try (View view = engine.view()) {
            future =
                    new ReadVersion(view.commitVersion() + 1, view.readVersion().token());
        }
        assertThat(engine.commit(conditional(future, new Commit.Condition.Absent(key("b", 0)))))
                .isFalse();
        assertThat(engine.commit(conditional(future))).as("no condition").isTrue();
    }

    private static Commit conditional(ReadVersion readVersion, Commit.Condition... conditions) {
        return new Commit(
                readVersion,
                List.of(conditions),
                List.of(new Commit.Operation.Put(key("z", 0), utf8("1"))),
                Durability.FSYNC);
    }

    private static KeyRange range(String from, String to) {
        return new KeyRange(key(from, 0), key(to, 0));
    }

    @Test
    void aThrowingFunctionWritesNothing() {
        assertThatThrownBy(() -> store.transact(transaction -> {
                    transaction.put(key("a", 0), utf8("1"));
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThat(engine.get(key("a", 0))).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void transactionsAgreeWithASortedMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NavigableMap<Key, String> model = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            NavigableMap<Key, String> draft = new TreeMap<>(model);
            store.transact(transaction -> {
                for (int j = 0; j < 5; j++) {
                    step(random, transaction, draft, seed);
                }
                return null;
            });
            model = draft;
        }
        List<String> stored = new ArrayList<>();
        store.read(transaction -> {
            ReadTransaction.Scan scan = transaction.scan(SPACE.key().range());
            for (Row row = scan.next(); row != null; row = scan.next()) {
                stored.add(row.key() + "=" + text(row));
            }
            return null;
        });
        List<String> expected = new ArrayList<>();
        model.forEach((key, value) -> expected.add(key + "=" + value));
        assertThat(stored).as("seed %d", seed).isEqualTo(expected);
    }

    private static void step(
            SplittableRandom random, Transaction transaction, NavigableMap<Key, String> draft, long seed) {
        Key key = key("k" + random.nextInt(20), 0);
        switch (random.nextInt(4)) {
            case 0 -> {
                String value = "v" + random.nextInt(1000);
                transaction.put(key, utf8(value));
                draft.put(key, value);
            }
            case 1 -> {
                transaction.delete(key);
                draft.remove(key);
            }
            case 2 ->
                assertThat(transaction.get(key).map(KeyValueEngineSuite::text).orElse(null))
                        .as("seed %d", seed)
                        .isEqualTo(draft.get(key));
            default -> {
                boolean reverse = random.nextBoolean();
                KeyRange range = SPACE.key().range().startingAt(key);
                ReadTransaction.Scan scan = reverse ? transaction.scanReverse(range) : transaction.scan(range);
                List<String> texts = new ArrayList<>();
                for (Row row = scan.next(); row != null; row = scan.next()) {
                    texts.add(text(row));
                }
                NavigableMap<Key, String> tail = draft.tailMap(key, true);
                assertThat(texts)
                        .as("seed %d", seed)
                        .isEqualTo(new ArrayList<>((reverse ? tail.descendingMap() : tail).values()));
            }
        }
    }

    @Test
    void concurrentTransfersKeepTheSum() throws Exception {
        int accounts = 8;
        for (int i = 0; i < accounts; i++) {
            put("account" + i, "100");
        }
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            long seed = t;
            running.add(pool.submit(() -> {
                SplittableRandom random = new SplittableRandom(seed);
                for (int i = 0; i < 500; i++) {
                    int from = random.nextInt(accounts);
                    int to = random.nextInt(accounts);
                    if (from == to) {
                        continue;
                    }
                    store.transact(transaction -> {
                        move(transaction, key("account" + from, 0), key("account" + to, 0));
                        transaction.add(key("transfers", 0), 1);
                        return null;
                    });
                }
            }));
        }
        for (Future<?> future : running) {
            future.get(60, TimeUnit.SECONDS);
        }
        pool.shutdown();
        int sum = 0;
        for (int i = 0; i < accounts; i++) {
            sum += Integer.parseInt(text(engine.get(key("account" + i, 0))));
        }
        assertThat(sum).isEqualTo(accounts * 100);
        assertThat(store.counter(key("transfers", 0))).isBetween(1L, 2000L);
    }

    private static void move(Transaction transaction, Key from, Key to) {
        int source = Integer.parseInt(text(transaction.get(from).orElseThrow()));
        int target = Integer.parseInt(text(transaction.get(to).orElseThrow()));
        transaction.put(from, utf8(Integer.toString(source - 1)));
        transaction.put(to, utf8(Integer.toString(target + 1)));
    }

    @Test
    void limitsOfTheStrictestEngineHold() {
        assertThatThrownBy(() -> key("x".repeat(Key.LENGTH_MAX), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.transact(transaction -> {
                    transaction.put(key("a", 0), new byte[Row.VALUE_LENGTH_MAX + 1]);
                    return null;
                }))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] large = new byte[Row.VALUE_LENGTH_MAX];
        assertThatThrownBy(() -> store.update(transaction -> {
                    for (int i = 0; i <= Commit.BYTES_MAX / Row.VALUE_LENGTH_MAX; i++) {
                        transaction.put(key("large", i), large);
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> engine.commit(new Commit(
                        new ReadVersion(0, 0),
                        List.of(),
                        List.of(new Commit.Operation.Put(key("a", 0), new byte[Row.VALUE_LENGTH_MAX + 1])),
                        Durability.FSYNC)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.get(key("large", 0))).isNull();
    }

    @Test
    void theLargestCommitIsAppliedWhole() {
        byte[] large = new byte[Row.VALUE_LENGTH_MAX];
        new SplittableRandom(1).nextBytes(large);
        store.update(transaction -> {
            for (int i = 0; i < Commit.BYTES_MAX / Row.VALUE_LENGTH_MAX - 1; i++) {
                transaction.put(key("large", i), large);
            }
        });
        assertThat(engine.get(key("large", Commit.BYTES_MAX / Row.VALUE_LENGTH_MAX - 2))
                        .value())
                .isEqualTo(large);
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void aCommitOfEveryDurabilityIsSeenAtOnce(Durability durability) {
        for (int i = 0; i < 20; i++) {
            String value = "v" + i;
            store.transact(durability, transaction -> {
                transaction.put(key("a", 0), utf8(value));
                return null;
            });
            assertThat(text(engine.get(key("a", 0)))).isEqualTo(value);
        }
    }

    @Test
    void changesOfTheRangeAreReturnedInTheOrderOfTheirCommits() {
        KeyRange range = SPACE.key().textPrefix("a").range();
        Changes begin = engine.changes(range, -1, 10);
        assertThat(begin.reset()).isTrue();
        put("a2", "1");
        put("b", "1");
        put("a1", "1");
        store.update(transaction -> transaction.delete(key("a2", 0)));
        Changes changes = engine.changes(range, begin.completeTo(), 10);
        assertThat(changes.reset()).isFalse();
        assertThat(changes.changed().stream().map(Changes.Changed::key))
                .containsExactly(key("a2", 0), key("a1", 0), key("a2", 0));
        assertThat(changes.changed().stream().mapToLong(Changes.Changed::commitVersion))
                .isSorted();
        Changes first = engine.changes(range, begin.completeTo(), 1);
        assertThat(first.changed()).containsExactly(changes.changed().get(0));
        assertThat(engine.changes(range, first.completeTo(), 10).changed())
                .containsExactlyElementsOf(changes.changed().subList(1, 3));
        assertThat(engine.changes(range, changes.completeTo(), 10).changed()).isEmpty();
    }

    @Test
    void changesThatAreTooOldOrInTheFutureAreAnsweredByAReset() {
        put("a", "1");
        KeyRange range = SPACE.key().range();
        long now = engine.changes(range, -1, 1).completeTo();
        assertThat(engine.changes(range, now + 1000, 1)).isEqualTo(Changes.reset(now));
        assertThat(engine.changes(range, now, 1)).isEqualTo(new Changes(List.of(), now, false));
    }

    @Test
    void aReaderThatFollowsTheChangesMissesNoneWhileOthersWrite() throws Exception {
        KeyRange range = SPACE.key().textPrefix("follow").range();
        long from = engine.changes(range, -1, 1).completeTo();
        int writers = 3;
        int each = 200;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < writers; t++) {
            int writer = t;
            running.add(pool.submit(() -> {
                for (int i = 0; i < each; i++) {
                    put("follow" + writer + "-" + i, "1");
                }
            }));
        }
        List<Changes.Changed> received = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (received.size() < writers * each && System.nanoTime() < deadline) {
            Changes changes = engine.changes(range, from, 50);
            assertThat(changes.reset()).isFalse();
            for (Changes.Changed changed : changes.changed()) {
                assertThat(engine.get(changed.key())).isNotNull();
            }
            received.addAll(changes.changed());
            from = changes.completeTo();
        }
        for (Future<?> future : running) {
            future.get(60, TimeUnit.SECONDS);
        }
        pool.shutdown();
        assertThat(received.stream().map(Changes.Changed::key))
                .doesNotHaveDuplicates()
                .hasSize(writers * each);
    }

    private void put(String name, String value) {
        store.transact(transaction -> {
            transaction.put(key(name, 0), utf8(value));
            return null;
        });
    }

    private static int count(ReadTransaction.Scan scan) {
        int rows = 0;
        while (scan.next() != null) {
            rows++;
        }
        return rows;
    }

    private static Key key(String text, long number) {
        return SPACE.key().text(text).number(number).key();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Row row) {
        return text(row.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
