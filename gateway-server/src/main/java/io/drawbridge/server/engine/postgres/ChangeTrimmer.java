// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.drawbridge.core.log.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Removes changes that no reader can depend on any more. It first moves the horizon, in a short transaction: from then
 * on no node reads changes before it. Then it removes the rows in small transactions that block no commit. One thread
 * at a time.
 */
final class ChangeTrimmer {
    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int VERSIONS_AT_ONCE = 1_000;
    private static final Log LOG = Log.of(ChangeTrimmer.class);

    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    /**
     * @param writers the pool for moving the horizon, which locks the clock row for a short time
     * @param readers the pool for the removal; commits need the other connections
     */
    ChangeTrimmer(HikariDataSource writers, HikariDataSource readers) {
        this.writers = writers;
        this.readers = readers;
    }

    /** The newest commit version at some time. */
    private record Sample(long nanos, long commitVersion) {}

    /**
     * Removes changes that were committed a minute ago or earlier, as far as this node sampled commit versions then.
     *
     * @param nanoTime the time of a monotonic clock, in nanoseconds
     */
    void forget(long nanoTime) {
        try {
            remove(moveHorizon(nanoTime));
        } catch (SQLException e) {
            LOG.atWarn().setCause(e).log("old changes could not be forgotten; it is tried again in a minute");
        }
    }

    /** Moves the horizon to the newest commit version of a minute ago; returns the horizon. */
    private long moveHorizon(long nanoTime) throws SQLException {
        try (Connection connection = writers.getConnection()) {
            CommitHistory.Clock clock = CommitHistory.Clock.read(connection, Sql.CLOCK);
            long horizon = horizon(nanoTime, clock.newest().commitVersion());
            if (horizon > clock.horizon()) {
                try (PreparedStatement statement = connection.prepareStatement(Sql.SET_HORIZON)) {
                    statement.setLong(1, horizon);
                    statement.setLong(2, horizon);
                    statement.setLong(3, horizon);
                    statement.executeUpdate();
                }
            }
            connection.commit();
            return Math.max(horizon, clock.horizon());
        }
    }

    private long horizon(long now, long commitVersion) {
        // Commit versions that the database has lost since may be used again for other commits.
        samples.removeIf(sample -> sample.commitVersion > commitVersion);
        long horizon = 0;
        while (!samples.isEmpty() && now - samples.getFirst().nanos > KEEP_NANOS) {
            horizon = samples.removeFirst().commitVersion;
        }
        samples.add(new Sample(now, commitVersion));
        return horizon;
    }

    /**
     * Removes the changes before the horizon. The change at the horizon stays, because a node without newer changes
     * continues from it.
     */
    private void remove(long horizon) throws SQLException {
        // The pool resets the modes of the connection when it is returned.
        try (Connection connection = readers.getConnection()) {
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            try (Statement nodes = connection.createStatement()) {
                nodes.executeUpdate(Sql.FORGET_NODES);
            }
            try (PreparedStatement statement = connection.prepareStatement(Sql.FORGET_CHANGES)) {
                for (long oldest = oldest(connection); oldest < horizon; oldest = oldest(connection)) {
                    statement.setLong(1, Math.min(horizon, oldest + VERSIONS_AT_ONCE));
                    statement.executeUpdate();
                }
            }
        }
    }

    private static long oldest(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Sql.OLDEST_CHANGE);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : Long.MAX_VALUE;
        }
    }
}
