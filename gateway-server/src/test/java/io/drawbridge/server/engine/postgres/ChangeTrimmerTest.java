// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes are trimmed after a minute, without an effect on concurrent readers and writers. */
final class ChangeTrimmerTest {
    private static final KeySpace SPACE = new KeySpace(11, "test rows");
    private static final long MINUTE = TimeUnit.SECONDS.toNanos(61);
    private static PostgresServer server;

    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private String url;
    private String database;
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
        url = server.newDatabase();
        database = url.substring(url.lastIndexOf('/') + 1);
        engine = PostgresEngine.open(url);
        store = new KeyValueStore(engine);
    }

    @AfterEach
    void close() {
        pool.shutdownNow();
        store.close();
    }

    private static Key key(String name) {
        return SPACE.key().text(name).key();
    }

    private void put(String name) {
        store.update(transaction -> {
            transaction.get(key(name));
            transaction.put(key(name), new byte[1]);
        });
    }

    /** Returns when a session waits for a lock. */
    private void awaitWaiting(String applicationName) throws IOException {
        server.await(
                database,
                "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = '"
                        + applicationName + "' AND datname = current_database()");
    }

    @Test
    void commitsGoOnWhileOldChangesAreRemoved() throws Exception {
        put("a");
        engine.tidy(0);
        try (Connection other = server.connect(database);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // Whoever removes changes waits here.
            statement.execute("SELECT * FROM drawbridge_change FOR UPDATE");
            Future<?> removal = pool.submit(() -> engine.tidy(MINUTE));
            awaitWaiting("drawbridge-reader");
            put("b");
            assertThat(store.get(key("b"))).isPresent();
            other.rollback();
            removal.get(30, TimeUnit.SECONDS);
        }
        assertThat(server.ask(database, "SELECT min(stamp) FROM drawbridge_change"))
                .isEqualTo("1");
        assertThat(server.ask(database, "SELECT horizon FROM drawbridge_clock")).isEqualTo("1");
    }

    @Test
    void manyChangesAreRemovedAndThoseOfTheLastMinuteStay() throws IOException {
        server.execute(
                database,
                "INSERT INTO drawbridge_change (stamp, key) SELECT s, 'k' FROM generate_series(1, 12345, 3) AS s");
        server.execute(database, "UPDATE drawbridge_clock SET stamp = 12345");
        engine.tidy(0);
        put("a");
        engine.tidy(MINUTE);
        assertThat(server.ask(database, "SELECT min(stamp) FROM drawbridge_change"))
                .isEqualTo("12346");
        put("b");
        assertThat(store.get(key("b"))).isPresent();
    }

    @Test
    void whoKnewEverythingGoesOnAfterAQuietTime() throws IOException {
        try (PostgresEngine other = PostgresEngine.open(url)) {
            put("a");
            long known = other.changes(SPACE.key().range(), -1, 1).completeTo();
            engine.tidy(0);
            engine.tidy(MINUTE);
            assertThat(server.ask(database, "SELECT horizon = stamp FROM drawbridge_clock"))
                    .isEqualTo("t");
            put("b");
            Changes changes = other.changes(SPACE.key().range(), known, 10);
            assertThat(changes.reset()).isFalse();
            assertThat(changes.changed()).extracting(Changes.Changed::key).containsExactly(key("b"));
        }
    }

    @Test
    void aFollowerGetsChangesThatAreTrimmedWhileItReads() throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(server.port());
                PostgresEngine follower = PostgresEngine.open(
                        url.replace(":" + server.port(), ":" + proxy.port()) + "?prepareThreshold=0")) {
            long begin = follower.changes(SPACE.key().range(), -1, 1).completeTo();
            put("a");
            put("b");
            proxy.before("FROM drawbridge_change", () -> {
                try {
                    server.execute(database, "UPDATE drawbridge_clock SET horizon = stamp");
                    server.execute(database, "DELETE FROM drawbridge_change");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Changes changes = follower.changes(SPACE.key().range(), begin, 10);
            assertThat(server.ask(database, "SELECT count(*) FROM drawbridge_change"))
                    .isEqualTo("0");
            assertThat(changes.changed()).extracting(Changes.Changed::key).containsExactly(key("a"), key("b"));
        }
    }
}
