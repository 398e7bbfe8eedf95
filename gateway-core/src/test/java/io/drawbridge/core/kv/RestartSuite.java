// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads for which an engine throws {@link RestartException}, for any engine. A subclass creates the empty engine.
 */
public abstract class RestartSuite {
    private static final KeySpace SPACE = new KeySpace(7, "test rows");
    private static final Key COUNTER = new KeySpace(9, "a counter").key().key();
    private static final int ROWS = 20;
    private static final int ROWS_BEFORE = 12;

    private RestartingEngine engine;
    private KeyValueStore store;

    /** Returns an empty engine. */
    protected abstract KeyValueEngine open();

    @BeforeEach
    void openStore() {
        engine = new RestartingEngine(open());
        store = new KeyValueStore(engine);
        store.update(transaction -> {
            for (int i = 0; i < ROWS; i++) {
                transaction.put(key(i), utf8("row " + i));
            }
        });
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource(RestartingEngine.Read.class)
    void aReadThatMustRestartReturnsTheSameResult(RestartingEngine.Read read) {
        Object undisturbed = perform(read);
        engine.restart(read, 0, 5);
        assertThat(perform(read)).isEqualTo(undisturbed);
        assertThat(engine.restarts()).isEqualTo(5);
        assertThat(engine.openViews()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = RestartingEngine.Read.class,
            names = {"NEXT_ROW", "NEXT_GROUP"})
    void rowsThatWereReadBeforeARestartAreNotReturnedTwice(RestartingEngine.Read read) {
        Object undisturbed = perform(read);
        engine.restart(read, ROWS_BEFORE, 3);
        assertThat(perform(read)).isEqualTo(undisturbed);
        assertThat(engine.restarts()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(RestartingEngine.Read.class)
    void aReadThatRestartsEveryTimeThrowsStoreUnavailable(RestartingEngine.Read read) {
        engine.restart(read, 0, Integer.MAX_VALUE);
        assertThatThrownBy(() -> perform(read))
                .isInstanceOf(StoreUnavailableException.class)
                .hasCauseInstanceOf(RestartException.class);
        assertThat(engine.openViews()).isZero();
        int bound = engine.restarts();
        assertThat(bound).isBetween(10, 100);
        engine.restart(read, 0, bound - 1);
        assertThat(perform(read)).isNotNull();
        assertThat(engine.restarts()).isEqualTo(bound - 1);
    }

    private Object perform(RestartingEngine.Read read) {
        return switch (read) {
            case GET -> text(store.get(key(3)).orElseThrow());
            case VIEW -> store.read(view -> "a view");
            case GET_IN_VIEW -> store.read(view -> text(view.get(key(3)).orElseThrow()));
            case NEXT_ROW -> store.read(view -> keys(view.scan(SPACE.key().range())));
            case NEXT_GROUP ->
                store.read(view -> keys(view.scanGroups(
                        SPACE.key().range(), new SkipScan(SPACE.key().key().bytes().length, KeyBuilder.escaped("/")))));
            case CHANGES -> store.changes(SPACE.key().range(), -1, 10);
            // No two calls have the same result.
            case TIME -> store.timeMillis().isPresent();
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = RestartingEngine.Read.class,
            names = {"VIEW", "GET_IN_VIEW", "NEXT_ROW", "NEXT_GROUP"})
    void aTransactionThatMustRestartIsAppliedOnce(RestartingEngine.Read read) {
        engine.restart(read, 0, 5);
        store.update(transaction -> {
            transaction.add(COUNTER, 1);
            readAll(transaction);
            transaction.put(key(ROWS), utf8("new"));
        });
        assertThat(engine.restarts()).isEqualTo(5);
        assertThat(store.counter(COUNTER)).isEqualTo(1);
        assertThat(store.get(key(ROWS))).hasValue(utf8("new"));
        assertThat(engine.openViews()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = RestartingEngine.Read.class,
            names = {"VIEW", "GET_IN_VIEW", "NEXT_ROW", "NEXT_GROUP"})
    void aTransactionThatRestartsEveryTimeWritesNothing(RestartingEngine.Read read) {
        engine.restart(read, 0, Integer.MAX_VALUE);
        assertThatThrownBy(() -> store.update(transaction -> {
                    transaction.add(COUNTER, 1);
                    readAll(transaction);
                }))
                .isInstanceOf(StoreUnavailableException.class)
                .hasCauseInstanceOf(RestartException.class);
        assertThat(engine.openViews()).isZero();
        engine.restart(read, 0, 0);
        assertThat(store.counter(COUNTER)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = RestartingEngine.Read.class,
            names = {"GET_IN_VIEW", "NEXT_ROW", "NEXT_GROUP"})
    void aRestartedReadSeesCommitsMadeInTheMeantime(RestartingEngine.Read read) {
        int[] runs = {0};
        engine.restart(read, 0, 1);
        List<String> keys = store.read(view -> {
            if (runs[0]++ == 0) {
                store.update(transaction -> transaction.delete(key(0)));
            }
            return readAll(view);
        });
        assertThat(runs[0]).isEqualTo(2);
        assertThat(keys).hasSize(2 * (ROWS - 1)).doesNotContain(key(0).toString());
    }

    /** Reads in every way; groups first, because they must be read before any write. */
    private static List<String> readAll(ReadTransaction view) {
        List<String> keys = new ArrayList<>(keys(view.scanGroups(
                SPACE.key().range(), new SkipScan(SPACE.key().key().bytes().length, KeyBuilder.escaped("/")))));
        view.get(key(3));
        keys.addAll(keys(view.scan(SPACE.key().range())));
        return keys;
    }

    private static List<String> keys(ReadTransaction.Scan scan) {
        List<String> keys = new ArrayList<>();
        for (Row row = scan.next(); row != null; row = scan.next()) {
            keys.add(row.key().toString());
        }
        return keys;
    }

    private static Key key(int number) {
        return SPACE.key().text(String.format("%03d/row", number)).key();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
