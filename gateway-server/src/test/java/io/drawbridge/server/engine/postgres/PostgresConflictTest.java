// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyBuilder;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.RestartException;
import io.drawbridge.core.kv.SkipScan;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.View;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements of readers that the server breaks off because of others. */
final class PostgresConflictTest {
    private static final KeySpace SPACE = new KeySpace(11, "test rows");
    private static final KeyRange RANGE = SPACE.key().range();
    private static PostgresServer server;

    private DisturbedReads disturbed;
    private PostgresEngine engine;
    private KeyValueStore store;

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
        String url = server.newDatabase();
        disturbed = new DisturbedReads(server, url);
        engine = PostgresEngine.open(url + DisturbedReads.setting());
        store = new KeyValueStore(engine);
        store.update(transaction -> {
            for (int i = 0; i < 20; i++) {
                transaction.put(key(i), new byte[] {(byte) i});
            }
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Key key(int number) {
        return SPACE.key().number(number).key();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void everyReadReportsThatItMustRestart(String state) throws IOException {
        disturbed.disturbEndlessly(state, 1);
        assertThatThrownBy(() -> engine.get(key(1))).isInstanceOf(RestartException.class);
        assertThatThrownBy(engine::view).isInstanceOf(RestartException.class);
        assertThatThrownBy(() -> engine.changes(RANGE, -1, 10)).isInstanceOf(RestartException.class);
        SkipScan groups = new SkipScan(SPACE.key().key().bytes().length, KeyBuilder.escaped("/"));
        brokenOff(state, view -> view.get(key(1)));
        brokenOff(state, view -> view.scan(RANGE, false).next());
        brokenOff(state, view -> view.scan(RANGE, true).next());
        brokenOff(state, view -> view.scanGroups(RANGE, groups).next());
    }

    private void brokenOff(String state, Consumer<View> look) throws IOException {
        disturbed.quiet();
        try (View view = engine.view()) {
            disturbed.disturbEndlessly(state, 1);
            assertThatThrownBy(() -> look.accept(view)).isInstanceOf(RestartException.class);
        }
    }

    @Test
    void aFailureThatIsNoConflictIsNotTriedAgain() throws IOException {
        disturbed.disturb("XX000", 1, 1000);
        assertThatThrownBy(() -> store.get(key(1)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("PostgreSQL");
        assertThatThrownBy(() -> store.read(view -> view.get(key(1)))).isInstanceOf(StoreUnavailableException.class);
        assertThat(disturbed.failures()).isEqualTo(2);
    }

    @Test
    void theFeedGoesOnWhereItWasAfterConflicts() throws IOException {
        long begin = store.changes(RANGE, -1, 10).completeTo();
        store.update(transaction -> transaction.put(key(1), new byte[1]));
        disturbed.disturb("40001", 2, 80);
        Changes changes = store.changes(RANGE, begin, 10);
        assertThat(changes.changed().stream().map(Changes.Changed::key)).containsExactly(key(1));
        assertThat(disturbed.failures()).isPositive();
    }

    /** When a view is opened, and when it is read. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void conflictsCostNoConnection(int oneOf) throws IOException {
        disturbed.quiet();
        List<String> before = disturbed.sessions();
        disturbed.disturb("40001", oneOf, 40L * oneOf);
        assertThat(store.<Integer>read(view -> {
                    int count = 0;
                    for (var scan = view.scan(RANGE); scan.next() != null; ) {
                        count++;
                    }
                    return count;
                }))
                .isEqualTo(20);
        assertThat(disturbed.failures()).isPositive();
        assertThat(disturbed.sessions()).containsAll(before);
    }
}
