// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.ReadVersion;
import io.drawbridge.core.kv.Row;
import io.drawbridge.core.kv.SkipScan;
import io.drawbridge.core.kv.View;
import io.drawbridge.core.log.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A read-only transaction at the isolation level REPEATABLE READ; its first statement determines its read version. */
final class PostgresView implements View {
    private static final int FIRST_PAGE = 8;
    private static final int PAGE_MAX = 1024;
    private static final int PAGE_GROWTH = 8;

    private static final Log LOG = Log.of(PostgresView.class);

    private final HikariDataSource connections;
    private final Connection connection;
    private final ReadVersion readVersion;
    private boolean closed;

    /** @param connection a connection of this pool; returned to it when this view is closed */
    PostgresView(HikariDataSource connections, Connection connection) throws SQLException {
        this.connections = connections;
        this.connection = connection;
        connection.setAutoCommit(false);
        this.readVersion = CommitHistory.Clock.readInView(connection).newest();
    }

    @Override
    public ReadVersion readVersion() {
        return readVersion;
    }

    @Override
    public @Nullable Row get(Key key) {
        mustBeOpen();
        try {
            return get(connection, key);
        } catch (SQLException e) {
            throw PostgresEngine.notRead(e);
        }
    }

    static @Nullable Row get(Connection connection, Key key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Sql.GET)) {
            statement.setBytes(1, key.bytes());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? new Row(key, rows.getBytes(1), rows.getLong(2)) : null;
            }
        }
    }

    @Override
    public Cursor scan(KeyRange range, boolean reverse) {
        mustBeOpen();
        return new PageCursor(range, new RowQuery(reverse));
    }

    @Override
    public Cursor scanGroups(KeyRange range, SkipScan groups) {
        mustBeOpen();
        byte[] next = SkipScan.successor(groups.delimiter());
        return next.length == 0
                ? View.super.scanGroups(range, groups)
                : new PageCursor(range, new GroupQuery(groups, next));
    }

    private void mustBeOpen() {
        if (closed) {
            throw new IllegalStateException("the view is closed");
        }
    }

    /**
     * Closes the view. Rows that were read stay valid even if the connection breaks now, so a failure is not reported.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("a view ended with its connection");
            connections.evictConnection(connection);
        }
    }

    /** How a page is queried, and what remains after its last row. */
    private interface Query {
        PreparedStatement prepare(Connection connection, KeyRange rest, int length) throws SQLException;

        KeyRange after(KeyRange rest, Row last);
    }

    private record RowQuery(boolean reverse) implements Query {
        @Override
        public PreparedStatement prepare(Connection connection, KeyRange rest, int length) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(reverse ? Sql.SCAN_REVERSE : Sql.SCAN);
            statement.setBytes(1, rest.from().bytes());
            statement.setBytes(2, rest.to().bytes());
            statement.setInt(3, length);
            return statement;
        }

        @Override
        public KeyRange after(KeyRange rest, Row last) {
            return reverse ? new KeyRange(rest.from(), last.key()) : rest.after(last.key());
        }
    }

    /** @param next the first key after all keys that begin with the delimiter */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record GroupQuery(SkipScan groups, byte[] next) implements Query {
        @Override
        public PreparedStatement prepare(Connection connection, KeyRange rest, int length) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(Sql.SCAN_GROUPS);
            statement.setBytes(1, rest.from().bytes());
            statement.setBytes(2, rest.to().bytes());
            statement.setBytes(3, groups.delimiter());
            statement.setInt(4, groups.from() + 1);
            statement.setInt(5, groups.from() - 1);
            statement.setBytes(6, groups.delimiter());
            statement.setInt(7, groups.from() + 1);
            statement.setBytes(8, next);
            statement.setBytes(9, rest.to().bytes());
            statement.setInt(10, length);
            return statement;
        }

        @Override
        public KeyRange after(KeyRange rest, Row last) {
            return groups.after(rest, last.key());
        }
    }

    /** Fetches rows in pages, small pages first: most callers need only a few rows. */
    private final class PageCursor implements Cursor {
        private final Query query;
        private final ArrayDeque<Row> page = new ArrayDeque<>();
        private KeyRange rest;
        private int pageLength = FIRST_PAGE;
        private boolean last;

        PageCursor(KeyRange range, Query query) {
            this.rest = range;
            this.query = query;
            this.last = range.isEmpty();
        }

        @Override
        public @Nullable Row next() {
            mustBeOpen();
            if (page.isEmpty() && !last) {
                try {
                    fetch();
                } catch (SQLException e) {
                    throw PostgresEngine.notRead(e);
                }
            }
            return page.poll();
        }

        private void fetch() throws SQLException {
            try (PreparedStatement statement = query.prepare(connection, rest, pageLength);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(new Row(Key.of(rows.getBytes(1)), rows.getBytes(2), rows.getLong(3)));
                }
            }
            last = page.size() < pageLength;
            pageLength = Math.min(PAGE_MAX, pageLength * PAGE_GROWTH);
            Row end = page.peekLast();
            if (end != null) {
                rest = query.after(rest, end);
                last |= rest.isEmpty();
            }
        }
    }
}
