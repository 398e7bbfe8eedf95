// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.drawbridge.core.kv.Blocking;
import io.drawbridge.core.kv.Changes;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.GroupCommitter;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.ReadVersion;
import io.drawbridge.core.kv.RestartException;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.StoreFullException;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.kv.View;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Rows in a PostgreSQL database that any number of nodes share. Every read queries the database, so that all nodes see
 * every commit immediately; a node that cannot reach the database answers no reads. Safe for many threads.
 */
public final class PostgresEngine implements KeyValueEngine {
    private static final int GROUP_COMMITS_MAX = 256;
    private static final int READERS_MAX = 24;
    private static final Duration WAIT_MAX = Duration.ofSeconds(5);
    /** Serialization failure (with CockroachDB: restart transaction), and deadlock. */
    private static final Set<String> CONFLICT_STATES = Set.of("40001", "40P01");

    private static final Set<String> FULL_STATES = Set.of("53100", "53200");

    private final HikariDataSource readers;
    private final HikariDataSource writers;
    private final PostgresWriter writer;
    private final GroupCommitter committer;
    private final ChangeTrimmer oldChanges;

    /** The history that {@link #changes} reads; separate from the history that commits are checked against. */
    private final CommitHistory changeHistory;

    private final ReentrantLock telling = new ReentrantLock();

    private PostgresEngine(HikariDataSource readers, HikariDataSource writers, ReadVersion newest) {
        this.readers = readers;
        this.writers = writers;
        this.changeHistory = new CommitHistory(newest);
        this.writer = new PostgresWriter(
                writers, new CommitHistory(newest), UUID.randomUUID().toString());
        this.committer = new GroupCommitter(writer::write, GROUP_COMMITS_MAX);
        this.oldChanges = new ChangeTrimmer(writers, readers);
    }

    /**
     * Connects, and creates or migrates the tables.
     *
     * @param url as {@code postgresql://user:password@host:port,host:port/database}; missing parts are taken from the
     *     user's {@code .pgpass} and the driver's defaults
     * @throws IOException when the database cannot be used; the message contains the reason
     */
    public static PostgresEngine open(String url) throws IOException {
        PostgresUrl address = PostgresUrl.parse(url);
        HikariDataSource writers = null;
        HikariDataSource readers = null;
        boolean opened = false;
        try {
            writers = new HikariDataSource(pool(address, "drawbridge-writer", 1, false));
            ReadVersion newest = PostgresTables.prepare(writers, address);
            readers = new HikariDataSource(pool(address, "drawbridge-reader", READERS_MAX, true));
            opened = true;
            return new PostgresEngine(readers, writers, newest);
        } catch (PoolInitializationException | SQLException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("cannot use the database " + address.shown() + ": " + cause.getMessage(), e);
        } finally {
            if (!opened) {
                close(readers);
                close(writers);
            }
        }
    }

    static HikariConfig pool(PostgresUrl address, String name, int connections, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(address.jdbcUrl());
        address.user().ifPresent(config::setUsername);
        address.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setReadOnly(readOnly);
        config.setAutoCommit(readOnly);
        config.setTransactionIsolation(readOnly ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_READ_COMMITTED");
        config.setConnectionTimeout(WAIT_MAX.toMillis());
        config.addDataSourceProperty("ApplicationName", name);
        // All attempts to open one connection take at most five seconds together. An unreachable host must leave time
        // for the next.
        int seconds = address.hosts() == 1 ? 5 : Math.max(1, 4 / address.hosts());
        config.addDataSourceProperty("connectTimeout", Integer.toString(seconds));
        config.addDataSourceProperty("sslResponseTimeout", Integer.toString(1000 * seconds));
        config.addDataSourceProperty("socketTimeout", "15");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A node that stops during a commit must not block the others for longer than this.
        config.addDataSourceProperty(
                "options",
                // The last setting of a name takes effect.
                address.options()
                        + " -c statement_timeout=10s -c lock_timeout=8s -c idle_in_transaction_session_timeout="
                        + (readOnly ? "30s" : "5s"));
        return config;
    }

    @Override
    public View view() {
        Connection connection = null;
        try {
            connection = readers.getConnection();
            return new PostgresView(readers, connection);
        } catch (SQLException e) {
            if (connection != null) {
                discard(connection, e);
            }
            throw notRead(e);
        }
    }

    private void discard(Connection connection, SQLException failure) {
        if (!isConflict(failure)) {
            readers.evictConnection(connection);
            return;
        }
        try {
            // Correct: the pool ends its transaction.
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
            readers.evictConnection(connection);
        }
    }

    @Override
    public @Nullable Row get(Key key) {
        try (Connection connection = readers.getConnection()) {
            return PostgresView.get(connection, key);
        } catch (SQLException e) {
            throw notRead(e);
        }
    }

    @Override
    public boolean commit(Commit commit) {
        return committer.commit(commit);
    }

    @Override
    public Changes changes(KeyRange range, long afterVersion, int max) {
        telling.lock();
        try (Connection connection = readers.getConnection()) {
            // Read both in one snapshot: between the clock and the changes another node may trim some changes.
            connection.setAutoCommit(false);
            changeHistory.follow(connection, CommitHistory.Clock.readInView(connection));
            connection.rollback();
            return changeHistory.recent().changes(range, afterVersion, max);
        } catch (SQLException e) {
            throw notRead(e);
        } finally {
            telling.unlock();
        }
    }

    /** Removes changes that no reader can depend on any more; to be called about once a minute. */
    public void tidy() {
        tidy(System.nanoTime());
    }

    /** @param nanoTime the value of {@link System#nanoTime} */
    void tidy(long nanoTime) {
        oldChanges.forget(nanoTime);
    }

    @Override
    public OptionalLong timeMillis() {
        try (Connection connection = readers.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return OptionalLong.of(result.getLong(1));
        } catch (SQLException e) {
            throw notRead(e);
        }
    }

    @Override
    public Blocking blocking() {
        return Blocking.ALWAYS;
    }

    @Override
    public void close() {
        close(readers);
        close(writers);
    }

    private static void close(@Nullable HikariDataSource pool) {
        if (pool != null) {
            pool.close();
        }
    }

    /** Returns the exception for the caller of a write. */
    static RuntimeException translated(SQLException cause) {
        return cause.getSQLState() != null && FULL_STATES.contains(cause.getSQLState())
                ? new StoreFullException("PostgreSQL has no room: " + cause.getMessage())
                : unavailable(cause);
    }

    /** Returns the exception for the caller of a read. */
    static RuntimeException notRead(SQLException cause) {
        return isConflict(cause)
                ? new RestartException("PostgreSQL: " + cause.getMessage(), cause)
                : unavailable(cause);
    }

    /**
     * Returns whether the server ended the transaction because of another one: nothing was done, and a retry may
     * succeed immediately. CockroachDB and YugabyteDB end read-only transactions in this way too.
     */
    static boolean isConflict(SQLException cause) {
        // The pool throws this exception when it has no connection; its SQL state is that of the last attempt to
        // connect.
        return cause.getSQLState() != null
                && CONFLICT_STATES.contains(cause.getSQLState())
                && !(cause instanceof SQLTransientConnectionException);
    }

    private static StoreUnavailableException unavailable(SQLException cause) {
        return new StoreUnavailableException("PostgreSQL: " + cause.getMessage(), cause);
    }
}
