// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.drawbridge.core.kv.Commit;
import io.drawbridge.core.kv.CommitGroup;
import io.drawbridge.core.kv.Durability;
import io.drawbridge.core.kv.GroupCommitter;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.StoreUnavailableException;
import io.drawbridge.core.log.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes groups of commits, each as one SQL transaction. When the connection breaks during a commit, the writer
 * determines the outcome from the row that every group of this node writes; it never guesses.
 */
final class PostgresWriter {
    private static final int ATTEMPTS_MAX = 5;
    private static final long RESOLVE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long RESOLVE_PAUSE_MILLIS = 100;
    private static final Log LOG = Log.of(PostgresWriter.class);

    private final HikariDataSource connections;
    private final String node;

    // Only the writer thread accesses these.
    private final CommitHistory history;
    private long groupNumber;
    private long token;

    PostgresWriter(HikariDataSource connections, CommitHistory history, String node) {
        this.connections = connections;
        this.history = history;
        this.node = node;
    }

    private enum Outcome {
        SETTLED,
        AGAIN
    }

    /** A failure in a callback. */
    private static final class FailedRead extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient SQLException failure;

        FailedRead(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    void write(List<GroupCommitter.Ticket> group) {
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            if (attempt(group) == Outcome.SETTLED) {
                return;
            }
        }
        fail(group, new SQLException("the commit gave way to others " + ATTEMPTS_MAX + " times"));
    }

    private Outcome attempt(List<GroupCommitter.Ticket> group) {
        groupNumber++;
        token = UUID.randomUUID().getLeastSignificantBits();
        Connection connection;
        try {
            connection = connections.getConnection();
        } catch (SQLException e) {
            fail(group, e);
            return Outcome.SETTLED;
        }
        boolean[] holds = new boolean[group.size()];
        CommitGroup draft;
        try (connection) {
            try {
                draft = draft(connection, group, holds);
            } catch (SQLException e) {
                return notCommitted(connection, group, e);
            } catch (FailedRead e) {
                return notCommitted(connection, group, e.failure);
            }
            if (draft.accepted().isEmpty()) {
                connection.rollback();
            } else {
                connection.commit();
            }
        } catch (SQLException e) {
            return ofUnknownOutcome(group, holds, e);
        }
        history.note(draft, token);
        settle(group, holds);
        return Outcome.SETTLED;
    }

    /** Checks the conditions of each commit and sends the writes; commits nothing. */
    private CommitGroup draft(Connection connection, List<GroupCommitter.Ticket> group, boolean[] holds)
            throws SQLException {
        if (group.stream().allMatch(ticket -> ticket.commit().durability() != Durability.FSYNC)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(Sql.WEAK);
            }
        }
        CommitHistory.Clock clock = CommitHistory.Clock.read(connection, Sql.LOCK_CLOCK);
        history.follow(connection, clock);
        CommitGroup draft = new CommitGroup(
                stored(connection, group), history.recent(), clock.newest().commitVersion(), history::includes);
        for (int i = 0; i < holds.length; i++) {
            holds[i] = draft.add(group.get(i).commit());
        }
        if (!draft.accepted().isEmpty()) {
            apply(connection, draft);
        }
        return draft;
    }

    private static CommitGroup.Stored stored(Connection connection, List<GroupCommitter.Ticket> group)
            throws SQLException {
        Set<Key> counters = new HashSet<>();
        for (GroupCommitter.Ticket ticket : group) {
            for (Commit.Operation operation : ticket.commit().operations()) {
                if (operation instanceof Commit.Operation.Add add) {
                    counters.add(add.key());
                }
            }
        }
        Map<Key, byte[]> values = new HashMap<>();
        if (!counters.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(Sql.GET_ALL)) {
                statement.setArray(1, GroupArrays.bytes(connection, counters));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        values.put(Key.of(rows.getBytes(1)), rows.getBytes(2));
                    }
                }
            }
        }
        return new CommitGroup.Stored() {
            @Override
            public Optional<byte[]> find(Key key) {
                return Optional.ofNullable(values.get(key));
            }

            @Override
            public void keys(KeyRange range, Consumer<Key> visitor) {
                try (PreparedStatement statement = connection.prepareStatement(Sql.KEYS)) {
                    statement.setBytes(1, range.from().bytes());
                    statement.setBytes(2, range.to().bytes());
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            visitor.accept(Key.of(rows.getBytes(1)));
                        }
                    }
                } catch (SQLException e) {
                    throw new FailedRead(e);
                }
            }
        };
    }

    private void apply(Connection connection, CommitGroup draft) throws SQLException {
        GroupArrays rows = GroupArrays.of(draft);
        boolean removes = rows.removes();
        // The driver sends both statements in one round trip.
        try (PreparedStatement statement = connection.prepareStatement(removes ? Sql.REMOVE_AND_APPLY : Sql.APPLY)) {
            int next = 1;
            if (removes) {
                statement.setArray(next++, rows.goneKeys(connection));
            }
            statement.setArray(next++, rows.putKeys(connection));
            statement.setArray(next++, rows.putValues(connection));
            statement.setArray(next++, rows.putVersions(connection));
            statement.setLong(next++, token);
            statement.setArray(next++, rows.changeVersions(connection));
            statement.setArray(next++, rows.changeKeys(connection));
            statement.setString(next++, node);
            statement.setLong(next++, groupNumber);
            statement.setLong(next++, draft.commitVersion());
            statement.setLong(next, token);
            statement.executeUpdate();
        }
    }

    /** Handles a failure of a transaction that was certainly not committed. */
    private static Outcome notCommitted(Connection connection, List<GroupCommitter.Ticket> group, SQLException cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        if (PostgresEngine.isConflict(cause)) {
            return Outcome.AGAIN;
        }
        fail(group, cause);
        return Outcome.SETTLED;
    }

    /**
     * Handles a commit that was sent but not answered: reads the outcome on another connection, after the broken one
     * has released its lock.
     */
    private Outcome ofUnknownOutcome(List<GroupCommitter.Ticket> group, boolean[] holds, SQLException cause) {
        if (PostgresEngine.isConflict(cause)) {
            return Outcome.AGAIN;
        }
        LOG.atWarn().setCause(cause).log("the connection broke during a commit; asking what became of it");
        long deadline = System.nanoTime() + RESOLVE_NANOS;
        while (System.nanoTime() < deadline) {
            try (Connection connection = connections.getConnection()) {
                CommitHistory.Clock.read(connection, Sql.LOCK_CLOCK);
                boolean applied = lastGroup(connection) == groupNumber;
                connection.rollback();
                LOG.atInfo().addKeyValue("applied", applied).log("found out what became of the commit");
                if (applied) {
                    settle(group, holds);
                    return Outcome.SETTLED;
                }
                return Outcome.AGAIN;
            } catch (SQLException e) {
                cause.addSuppressed(e);
                pause();
            }
        }
        fail(group, cause);
        return Outcome.SETTLED;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RESOLVE_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while the outcome of a commit was asked for", e);
        }
    }

    private long lastGroup(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Sql.LAST_GROUP)) {
            statement.setString(1, node);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private static void settle(List<GroupCommitter.Ticket> group, boolean[] holds) {
        for (int i = 0; i < holds.length; i++) {
            group.get(i).settle(holds[i]);
        }
    }

    private static void fail(List<GroupCommitter.Ticket> group, SQLException cause) {
        for (GroupCommitter.Ticket ticket : group) {
            ticket.fail(() -> PostgresEngine.translated(cause));
        }
    }
}
