// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import io.drawbridge.core.kv.CommitGroup;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.ReadVersion;
import io.drawbridge.core.kv.RecentChanges;
import io.drawbridge.core.log.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The recent commits of all nodes, as far as this node knows them.
 *
 * <p>A database may lose its last commits: asynchronous ones in a crash, any in a failover to a standby that lagged.
 * Its commit versions then continue from an earlier one and identify other commits, so a commit version alone proves
 * nothing. Each group of commits writes a token that no other group ever has, in the clock row and with its changes.
 * This history is valid only when the newest known group is found in the database again, with its token; otherwise the
 * whole history is discarded, and transactions that read before must restart. One thread at a time.
 */
final class CommitHistory {
    private static final int CHANGES_MAX = 32_768;
    private static final int MOMENTS_MAX = 32_768;
    private static final int TAIL_MAX = 32_768;
    private static final Set<String> VIEW_LEVELS = Set.of("repeatable read", "snapshot", "serializable");
    private static final Log LOG = Log.of(CommitHistory.class);

    private final RecentChanges recent;
    private ReadVersion newest;

    /** The token of each known commit version, and these versions from the oldest to the newest. */
    private final Map<Long, Long> tokens = new HashMap<>();

    private final ArrayDeque<Long> commitVersions = new ArrayDeque<>();

    /** @param newest the newest commit; earlier commits are not known */
    CommitHistory(ReadVersion newest) {
        this.recent = new RecentChanges(CHANGES_MAX, newest.commitVersion());
        this.newest = newest;
        remember(newest);
    }

    /** The only row of {@code drawbridge_clock}. */
    record Clock(ReadVersion newest, long horizon) {
        static Clock read(Connection connection, String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet row = statement.executeQuery()) {
                return readClock(row);
            }
        }

        /**
         * Reads the row with the first statement of a view.
         *
         * @throws SQLException also when later statements of the same transaction could see newer data
         */
        static Clock readInView(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(Sql.VIEW_CLOCK);
                    ResultSet row = statement.executeQuery()) {
                Clock clock = readClock(row);
                String level = row.getString(4);
                if (!VIEW_LEVELS.contains(level)) {
                    throw new SQLException("a view has the isolation level " + level + " (expected: repeatable read);"
                            + " a pooler in between must leave a session to one client (pool_mode=session)");
                }
                return clock;
            }
        }

        private static Clock readClock(ResultSet row) throws SQLException {
            if (!row.next()) {
                throw new SQLException("the table drawbridge_clock is empty");
            }
            return new Clock(new ReadVersion(row.getLong(1), row.getLong(2)), row.getLong(3));
        }
    }

    /** Returns the recent changes; complete up to the newest commit version. */
    RecentChanges recent() {
        return recent;
    }

    /**
     * Returns whether a view at this read version saw a past state of the database as it is now, as far as this node
     * knows.
     */
    boolean includes(ReadVersion seen) {
        Long token = tokens.get(seen.commitVersion());
        return token != null && token == seen.token();
    }

    /**
     * Reads new commits from the database.
     *
     * @param connection in a transaction in which nothing is committed between reading the clock and its changes
     */
    void follow(Connection connection, Clock clock) throws SQLException {
        if (clock.newest.equals(newest)) {
            return;
        }
        if (newest.commitVersion() >= clock.newest.commitVersion()) {
            LOG.atWarn()
                    .addKeyValue("known", newest.commitVersion())
                    .addKeyValue("found", clock.newest.commitVersion())
                    .log("the database has lost commits; what is remembered of it is forgotten");
            begin(clock.newest);
        } else if (newest.commitVersion() < clock.horizon || !readTail(connection)) {
            begin(clock.newest);
        } else {
            advance(clock.newest);
        }
    }

    private void begin(ReadVersion readVersion) {
        recent.reset(readVersion.commitVersion());
        tokens.clear();
        commitVersions.clear();
        newest = readVersion;
        remember(readVersion);
    }

    private void advance(ReadVersion readVersion) {
        if (recent.newest() < readVersion.commitVersion()) {
            recent.add(readVersion.commitVersion(), Set.of());
        }
        newest = readVersion;
        remember(readVersion);
    }

    private void remember(ReadVersion readVersion) {
        if (tokens.put(readVersion.commitVersion(), readVersion.token()) == null) {
            commitVersions.add(readVersion.commitVersion());
        }
        if (commitVersions.size() > MOMENTS_MAX) {
            tokens.remove(commitVersions.remove());
        }
    }

    /** @return false when there are too many changes, or when they do not continue the known history */
    private boolean readTail(Connection connection) throws SQLException {
        Map<Long, Set<Key>> commits = new TreeMap<>();
        Map<Long, Long> newTokens = new TreeMap<>();
        boolean continued = false;
        try (PreparedStatement statement = connection.prepareStatement(Sql.CHANGES_FROM)) {
            statement.setLong(1, newest.commitVersion());
            statement.setInt(2, TAIL_MAX + 1);
            try (ResultSet rows = statement.executeQuery()) {
                int count = 0;
                while (rows.next()) {
                    ReadVersion readVersion = new ReadVersion(rows.getLong(1), rows.getLong(3));
                    continued |= readVersion.equals(newest);
                    if (readVersion.commitVersion() > newest.commitVersion()) {
                        commits.computeIfAbsent(readVersion.commitVersion(), commitVersion -> new HashSet<>())
                                .add(Key.of(rows.getBytes(2)));
                        newTokens.put(readVersion.commitVersion(), readVersion.token());
                    }
                    count++;
                }
                if (count > TAIL_MAX || !continued) {
                    return false;
                }
            }
        }
        commits.forEach(recent::add);
        newTokens.forEach((commitVersion, token) -> remember(new ReadVersion(commitVersion, token)));
        return true;
    }

    /** Records a group that this node wrote. */
    void note(CommitGroup group, long token) {
        if (!group.accepted().isEmpty()) {
            group.noteIn(recent);
            advance(new ReadVersion(group.commitVersion(), token));
        }
    }
}
