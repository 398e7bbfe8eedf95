// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.drawbridge.core.kv.ReadVersion;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Creates the tables, and rejects tables of another program. Several nodes may do this at the same time. */
final class PostgresTables {
    private static final String MAGIC = "drawbridge";
    private static final int ATTEMPTS_MAX = 10;
    private static final List<String> BOUNDS =
            List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout");
    private static final Set<String> RACES = Set.of("42P07", "42710");

    private PostgresTables() {}

    /**
     * @return the newest commit
     * @throws IOException when the tables are of a newer release, or a stopped node could block the others
     */
    static ReadVersion prepare(HikariDataSource writers, PostgresUrl address) throws SQLException, IOException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = writers.getConnection()) {
                requireBounds(connection, address);
                create(connection);
                migrate(connection, form(connection, address));
                ReadVersion newest =
                        CommitHistory.Clock.read(connection, Sql.CLOCK).newest();
                connection.rollback();
                return newest;
            } catch (SQLException e) {
                // Another node creates the same tables: the second one finds them.
                if (!isRace(e) || attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    /**
     * Returns whether another node did the same at the same time: an existing row (class 23), a conflict of
     * transactions (40), an existing table or row type (42P07, 42710).
     */
    static boolean isRace(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("23") || state.startsWith("40") || RACES.contains(state);
    }

    /**
     * Checks the timeouts of the session. Poolers may drop the session's options; then its user or database must have
     * timeouts.
     */
    static void requireBounds(Connection connection, PostgresUrl address) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet bounds = statement.executeQuery(Sql.BOUNDS)) {
            bounds.next();
            for (int i = 1; i <= BOUNDS.size(); i++) {
                if (bounds.getString(i).equals("0")) {
                    throw new IOException("the sessions of " + address + " have no bound " + BOUNDS.get(i - 1)
                            + ", though they were begun with one; a pooler in between must pass the startup parameter"
                            + " `options` on, or the user have it (ALTER ROLE ... SET " + BOUNDS.get(i - 1)
                            + " = '8s')");
                }
            }
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : Sql.CREATE) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(Sql.WRITE_STORE)) {
            statement.setString(1, MAGIC);
            statement.setInt(2, Sql.FORM);
            statement.setString(3, UUID.randomUUID().toString());
            statement.executeUpdate();
        }
        connection.commit();
    }

    /** Returns the format version of the tables; its row stays locked. */
    private static int form(Connection connection, PostgresUrl address) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(Sql.LOCK_STORE);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next() || !MAGIC.equals(rows.getString(1))) {
                throw new IOException("the tables in " + address + " are not Drawbridge's; name another database");
            }
            if (rows.getInt(2) > Sql.FORM) {
                throw new IOException("the tables in " + address + " have form " + rows.getInt(2)
                        + ", which is newer than this release knows (" + Sql.FORM + "); run the newer release");
            }
            return rows.getInt(2);
        }
    }

    private static void migrate(Connection connection, int form) throws SQLException {
        if (form < Sql.FORM) {
            try (Statement statement = connection.createStatement()) {
                for (String sql : Sql.MIGRATE) {
                    statement.execute(sql);
                }
            }
        }
        connection.commit();
    }
}
