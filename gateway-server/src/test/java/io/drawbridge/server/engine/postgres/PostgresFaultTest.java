// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.StoreUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresFaultTest {
    private static final KeySpace SPACE = new KeySpace(11, "test rows");
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static Key key(String name) {
        return SPACE.key().text(name).key();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(KeyValueStore store, String name) {
        store.update(transaction -> transaction.put(key(name), utf8(name)));
    }

    @ParameterizedTest
    @EnumSource(CuttingProxy.Cut.class)
    void aCommitWhoseConnectionBreaksIsAppliedExactlyOnce(CuttingProxy.Cut cut) throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(server.port())) {
            // Without prepared statements each commit can be seen on the wire.
            String url = server.newDatabase().replace(":" + server.port(), ":" + proxy.port()) + "?prepareThreshold=0";
            try (KeyValueStore store = new KeyValueStore(PostgresEngine.open(url))) {
                put(store, "before");
                for (int i = 1; i <= 5; i++) {
                    proxy.cut(cut);
                    store.update(transaction -> transaction.add(key("counter"), 1));
                    assertThat(proxy.done()).isTrue();
                    assertThat(store.counter(key("counter")))
                            .as("after cut %d", i)
                            .isEqualTo(i);
                }
                assertThat(store.get(key("before"))).isPresent();
            }
        }
    }

    @Test
    void whatIsAcknowledgedWhileTheServerCrashesAndReturnsIsThere() throws Exception {
        try (KeyValueStore store = new KeyValueStore(PostgresEngine.open(server.newDatabase()))) {
            Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService pool = Executors.newFixedThreadPool(4);
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int writer = t;
                running.add(pool.submit(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        String name = writer + "-" + i;
                        try {
                            put(store, name);
                            acknowledged.add(name);
                        } catch (StoreUnavailableException e) {
                            // Whoever finds no connection in time is refused; the others wait for the server's return.
                            Thread.sleep(20);
                        }
                    }
                    return null;
                }));
            }
            for (int round = 0; round < 3; round++) {
                Thread.sleep(500);
                server.crash();
                Thread.sleep(300);
                server.startServer();
            }
            Thread.sleep(1000);
            stop.set(true);
            for (Future<?> writer : running) {
                writer.get(60, TimeUnit.SECONDS);
            }
            pool.shutdown();
            assertThat(acknowledged).hasSizeGreaterThan(10);
            for (String name : acknowledged) {
                assertThat(store.get(key(name))).as(name).isPresent();
            }
        }
    }

    @Test
    void aTransactionWhoseReadingConnectionDiesIsAppliedAndAcknowledged() throws IOException {
        String url = server.newDatabase();
        try (KeyValueStore store = new KeyValueStore(PostgresEngine.open(url))) {
            put(store, "a");
            int[] runs = {0};
            store.update(transaction -> {
                runs[0]++;
                transaction.get(key("a"));
                transaction.put(key("b"), utf8("b"));
                transaction.add(key("counter"), 1);
                cutReaders(url);
            });
            assertThat(runs[0]).isEqualTo(1);
            assertThat(store.counter(key("counter"))).isEqualTo(1);
            Optional<byte[]> found = store.read(transaction -> {
                Optional<byte[]> row = transaction.get(key("b"));
                cutReaders(url);
                return row;
            });
            assertThat(found).isPresent();
        }
    }

    /** Ends the sessions that hold views, and returns when they are gone. */
    private static void cutReaders(String url) {
        String database = database(url);
        try {
            server.execute(
                    database,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'drawbridge-reader'"
                            + " AND datname = current_database()");
            server.await(
                    database,
                    "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'drawbridge-reader'"
                            + " AND datname = current_database() AND state = 'idle in transaction'");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoWaitsForACommitHoldsNoConnectionThatReadersNeed() throws Exception {
        String url = server.newDatabase();
        int callers = 40;
        try (KeyValueStore store = new KeyValueStore(PostgresEngine.open(url));
                Connection other = server.connect(database(url));
                Statement statement = other.createStatement()) {
            put(store, "a");
            other.setAutoCommit(false);
            statement.execute("SELECT stamp FROM drawbridge_clock FOR UPDATE");
            CountDownLatch read = new CountDownLatch(callers);
            ExecutorService pool = Executors.newFixedThreadPool(callers);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                String name = "b" + i;
                running.add(pool.submit(() -> store.update(transaction -> {
                    transaction.get(key(name));
                    transaction.put(key(name), utf8(name));
                    read.countDown();
                })));
            }
            // More than there are connections: those who came first have given theirs back.
            assertThat(read.await(4, TimeUnit.SECONDS)).isTrue();
            assertThat(store.get(key("a"))).isPresent();
            other.rollback();
            for (Future<?> caller : running) {
                caller.get(30, TimeUnit.SECONDS);
            }
            pool.shutdown();
            assertThat(store.get(key("b" + (callers - 1)))).isPresent();
        }
    }

    private static String database(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    @Test
    void twoNodesSeeEachOthersCommitsAtOnceAndConflict() throws IOException {
        String url = server.newDatabase();
        try (KeyValueStore one = new KeyValueStore(PostgresEngine.open(url));
                KeyValueStore two = new KeyValueStore(PostgresEngine.open(url))) {
            put(one, "a");
            assertThat(two.get(key("a"))).isPresent();
            int[] runs = {0};
            two.update(transaction -> {
                transaction.get(key("a"));
                if (runs[0]++ == 0) {
                    one.update(other -> other.delete(key("a")));
                }
                transaction.put(key("b"), utf8("b"));
            });
            assertThat(runs[0]).isEqualTo(2);
            assertThat(one.get(key("a"))).isEmpty();
        }
    }

    @Test
    void changesOfLongAgoAreForgottenAndViewsOfThenGiveWay() throws Exception {
        String url = server.newDatabase();
        try (PostgresEngine engine = PostgresEngine.open(url);
                PostgresEngine other = PostgresEngine.open(url);
                KeyValueStore store = new KeyValueStore(engine)) {
            long begin = other.changes(SPACE.key().range(), -1, 1).completeTo();
            put(store, "a");
            String database = database(url);
            server.execute(database, "DELETE FROM drawbridge_change");
            server.execute(database, "UPDATE drawbridge_clock SET horizon = stamp");
            assertThat(other.changes(SPACE.key().range(), begin, 10).reset()).isTrue();
            engine.tidy();
            put(store, "b");
            assertThat(store.get(key("b"))).isPresent();
        }
    }

    @Test
    void aDatabaseThatCannotBeUsedIsRefusedWithoutShowingThePassword() {
        assertThatThrownBy(() -> PostgresEngine.open("postgresql://me:hunter2@127.0.0.1:1/nothing"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:1/nothing")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> PostgresEngine.open("postgresql://me:hunter2 @127.0.0.1/nothing"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Illegal character")
                .satisfies(thrown -> {
                    StringWriter all = new StringWriter();
                    thrown.printStackTrace(new PrintWriter(all));
                    assertThat(all.toString()).doesNotContain("hunter2");
                });
        assertThatThrownBy(() -> PostgresEngine.open("mysql://me:hunter2@127.0.0.1/nothing"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected: postgresql://")
                .hasMessageNotContaining("hunter2");
    }

    /** As the tables were before commits had tokens. */
    @Test
    void tablesOfTheFirstFormAreMigratedWithTheirRows() throws Exception {
        String url = server.newDatabase();
        String database = database(url);
        for (String sql : List.of(
                "CREATE TABLE drawbridge_store (id INT PRIMARY KEY, magic TEXT NOT NULL, form INT NOT NULL,"
                        + " store_id TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL)",
                "CREATE TABLE drawbridge_row (key BYTEA PRIMARY KEY, value BYTEA NOT NULL, stamp BIGINT NOT NULL)",
                "CREATE TABLE drawbridge_change (stamp BIGINT, key BYTEA, PRIMARY KEY (stamp, key))",
                "CREATE TABLE drawbridge_clock (id INT PRIMARY KEY, stamp BIGINT NOT NULL, horizon BIGINT NOT NULL)",
                "CREATE TABLE drawbridge_node"
                        + " (id TEXT PRIMARY KEY, last_group BIGINT NOT NULL, seen_at TIMESTAMPTZ NOT NULL)",
                "INSERT INTO drawbridge_store VALUES (1, 'drawbridge', 1, 'the store', now())",
                "INSERT INTO drawbridge_clock VALUES (1, 7, 3)",
                "INSERT INTO drawbridge_row VALUES ('\\x" + hex(key("a")) + "', 'old', 7)",
                "INSERT INTO drawbridge_change VALUES (7, '\\x" + hex(key("a")) + "')")) {
            server.execute(database, sql);
        }
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<PostgresEngine>> opening = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            opening.add(pool.submit(() -> PostgresEngine.open(url)));
        }
        for (Future<PostgresEngine> opened : opening) {
            try (KeyValueStore store = new KeyValueStore(opened.get(60, TimeUnit.SECONDS))) {
                assertThat(store.get(key("a"))).hasValue(utf8("old"));
                store.update(transaction -> {
                    transaction.get(key("a"));
                    transaction.add(key("counter"), 1);
                });
            }
        }
        pool.shutdown();
        assertThat(server.ask(database, "SELECT form FROM drawbridge_store")).isEqualTo("2");
        assertThat(server.ask(database, "SELECT store_id FROM drawbridge_store"))
                .isEqualTo("the store");
        assertThat(server.ask(database, "SELECT stamp FROM drawbridge_clock")).isEqualTo("11");
        assertThat(server.ask(database, "SELECT token <> 0 FROM drawbridge_clock"))
                .isEqualTo("t");
        PostgresEngine.open(url).close();
    }

    private static String hex(Key key) {
        return HexFormat.of().formatHex(key.bytes());
    }

    @Test
    void optionsOfTheAddressAreTakenButDoNotLiftTheBounds() throws Exception {
        PostgresUrl address = PostgresUrl.parse(server.newDatabase()
                + "?sslmode=disable&options=-c%20statement_timeout%3D0%20-c%20work_mem%3D8MB&tcpKeepAlive=true");
        try (HikariDataSource connections = new HikariDataSource(PostgresEngine.pool(address, "test", 1, false));
                Connection connection = connections.getConnection()) {
            assertThat(setting(connection, "statement_timeout")).isEqualTo("10s");
            assertThat(setting(connection, "lock_timeout")).isEqualTo("8s");
            assertThat(setting(connection, "idle_in_transaction_session_timeout"))
                    .isEqualTo("5s");
            assertThat(setting(connection, "work_mem")).isEqualTo("8MB");
        }
    }

    /** As behind a pooler that lends a session for one transaction. */
    @Test
    void aViewThatCouldShowSomethingNewerInItsMiddleIsRefused() throws Exception {
        String url = server.newDatabase();
        PostgresEngine.open(url).close();
        PostgresUrl address = PostgresUrl.parse(url);
        try (HikariDataSource connections = new HikariDataSource(PostgresEngine.pool(address, "test", 1, true));
                Connection connection = connections.getConnection()) {
            new PostgresView(connections, connection).close();
        }
        try (HikariDataSource connections = new HikariDataSource(PostgresEngine.pool(address, "test", 1, false));
                Connection connection = connections.getConnection()) {
            assertThatThrownBy(() -> new PostgresView(connections, connection))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("isolation level read committed")
                    .hasMessageContaining("pool_mode=session");
        }
    }

    /** As behind a pooler that passes over the options of a session. */
    @ParameterizedTest
    @ValueSource(strings = {"statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"})
    void sessionsThatCouldHoldUpOthersForeverAreRefused(String bound) throws Exception {
        String url = server.newDatabase();
        PostgresUrl address = PostgresUrl.parse(url);
        for (String name : List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")) {
            if (!name.equals(bound)) {
                server.execute("postgres", "ALTER DATABASE " + database(url) + " SET " + name + " = '5s'");
            }
        }
        try (Connection connection = server.connect(database(url))) {
            assertThatThrownBy(() -> PostgresTables.requireBounds(connection, address))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no bound " + bound);
        }
        server.execute("postgres", "ALTER DATABASE " + database(url) + " SET " + bound + " = '5s'");
        try (Connection connection = server.connect(database(url))) {
            PostgresTables.requireBounds(connection, address);
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SHOW " + name)) {
            found.next();
            return found.getString(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "40P01", "42P07", "42710"})
    void whatAnotherNodeMadeAtTheSameMomentIsLookedAtAgain(String state) {
        assertThat(PostgresTables.isRace(new SQLException("made by another", state)))
                .isTrue();
        assertThat(PostgresTables.isRace(new SQLException("no rights", "42501")))
                .isFalse();
    }

    @Test
    void nodesThatStartTogetherMakeTheTablesOnce() throws Exception {
        for (int round = 0; round < 3; round++) {
            String url = server.newDatabase();
            ExecutorService pool = Executors.newFixedThreadPool(6);
            List<Future<PostgresEngine>> opening = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                opening.add(pool.submit(() -> PostgresEngine.open(url)));
            }
            for (Future<PostgresEngine> opened : opening) {
                opened.get(60, TimeUnit.SECONDS).close();
            }
            pool.shutdown();
        }
    }

    @Test
    void tablesOfANewerReleaseAreRefused() throws IOException {
        String url = server.newDatabase();
        PostgresEngine.open(url).close();
        server.execute(database(url), "UPDATE drawbridge_store SET form = 99");
        assertThatThrownBy(() -> PostgresEngine.open(url))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("run the newer release");
    }
}
