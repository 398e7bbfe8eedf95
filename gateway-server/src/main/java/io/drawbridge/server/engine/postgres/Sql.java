// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

/**
 * Every statement that the engine sends. They use only SQL that CockroachDB and YugabyteDB also support.
 *
 * <p>All commits of all nodes are serialized: each locks the only row of {@code drawbridge_clock}, so their commit
 * versions are their order, and nothing can change between a condition and the write that depends on it. {@code
 * drawbridge_change} contains the recent changes; older changes are removed up to a horizon. Both contain the token of
 * the group that wrote them; see {@link CommitHistory}.
 */
final class Sql {
    /** The newest format version of the tables. */
    static final int FORM = 2;

    static final String[] CREATE = {
        "CREATE TABLE IF NOT EXISTS drawbridge_store (id INT PRIMARY KEY, magic TEXT NOT NULL, form INT NOT NULL,"
                + " store_id TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL)",
        "CREATE TABLE IF NOT EXISTS drawbridge_row (key BYTEA PRIMARY KEY, value BYTEA NOT NULL, stamp BIGINT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS drawbridge_change (stamp BIGINT, key BYTEA,"
                + " token BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (stamp, key))",
        "CREATE TABLE IF NOT EXISTS drawbridge_clock"
                + " (id INT PRIMARY KEY, stamp BIGINT NOT NULL, horizon BIGINT NOT NULL,"
                + " token BIGINT NOT NULL DEFAULT 0)",
        "CREATE TABLE IF NOT EXISTS drawbridge_node"
                + " (id TEXT PRIMARY KEY, last_group BIGINT NOT NULL, seen_at TIMESTAMPTZ NOT NULL)",
        // An empty store has a change without a key, so that its first commits can continue from one.
        "WITH made AS (INSERT INTO drawbridge_clock (id, stamp, horizon) VALUES (1, 0, 0) ON CONFLICT (id) DO NOTHING"
                + " RETURNING stamp) INSERT INTO drawbridge_change (stamp, key) SELECT stamp, ''::bytea FROM made",
    };

    /** From format version 1: adds the tokens of commits. */
    static final String[] MIGRATE = {
        "ALTER TABLE drawbridge_change ADD COLUMN IF NOT EXISTS token BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE drawbridge_clock ADD COLUMN IF NOT EXISTS token BIGINT NOT NULL DEFAULT 0",
        "UPDATE drawbridge_store SET form = 2 WHERE id = 1",
    };

    static final String READ_STORE = "SELECT magic, form, store_id FROM drawbridge_store WHERE id = 1";
    static final String LOCK_STORE = READ_STORE + " FOR UPDATE";
    static final String WRITE_STORE = "INSERT INTO drawbridge_store (id, magic, form, store_id, created_at)"
            + " VALUES (1, ?, ?, ?, now()) ON CONFLICT (id) DO NOTHING";

    static final String GET = "SELECT value, stamp FROM drawbridge_row WHERE key = ?";
    static final String GET_ALL = "SELECT key, value FROM drawbridge_row WHERE key = ANY (?::bytea[])";
    static final String SCAN =
            "SELECT key, value, stamp FROM drawbridge_row WHERE key >= ? AND key < ? ORDER BY key LIMIT ?";
    static final String SCAN_REVERSE =
            "SELECT key, value, stamp FROM drawbridge_row WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT ?";
    /**
     * Parameters: from, to; delimiter, the start of its search, the number of bytes before the last of these, the
     * delimiter and the start again, the successor of a group; to; the number of groups.
     */
    static final String SCAN_GROUPS = "WITH RECURSIVE groups (key, value, stamp, n) AS ("
            + "(SELECT key, value, stamp, 1 FROM drawbridge_row WHERE key >= ? AND key < ? ORDER BY key LIMIT 1)"
            + " UNION ALL SELECT r.key, r.value, r.stamp, g.n + 1 FROM groups g CROSS JOIN LATERAL ("
            + "SELECT key, value, stamp FROM drawbridge_row WHERE key >= (CASE position(?::bytea in substring(g.key, ?))"
            + " WHEN 0 THEN g.key || '\\x00'::bytea"
            + " ELSE substring(g.key, 1, ? + position(?::bytea in substring(g.key, ?))) || ?::bytea END)"
            + " AND key < ? ORDER BY key LIMIT 1) r WHERE g.n < ?) SELECT key, value, stamp FROM groups ORDER BY n";

    static final String KEYS = "SELECT key FROM drawbridge_row WHERE key >= ? AND key < ?";

    static final String CLOCK = "SELECT stamp, token, horizon FROM drawbridge_clock WHERE id = 1";
    /** The same, and the actual modes of the transaction: a pooler may have dropped the settings of the session. */
    static final String VIEW_CLOCK = "SELECT stamp, token, horizon, current_setting('transaction_isolation')"
            + " FROM drawbridge_clock WHERE id = 1";

    static final String LOCK_CLOCK = CLOCK + " FOR UPDATE";

    /** The timeouts that limit how long a stopped node can block the others; "0" where there is none. */
    static final String BOUNDS = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
            + " current_setting('idle_in_transaction_session_timeout')";

    static final String CHANGES_FROM =
            "SELECT stamp, key, token FROM drawbridge_change WHERE stamp >= ? ORDER BY stamp, key LIMIT ?";
    static final String FORGET_CHANGES = "DELETE FROM drawbridge_change WHERE stamp < ?";
    static final String OLDEST_CHANGE = "SELECT stamp FROM drawbridge_change ORDER BY stamp LIMIT 1";
    /** Parameters: three times the new horizon, which never moves back nor beyond the newest commit. */
    static final String SET_HORIZON =
            "UPDATE drawbridge_clock SET horizon = ? WHERE id = 1 AND horizon < ? AND stamp >= ?";

    static final String FORGET_NODES = "DELETE FROM drawbridge_node WHERE seen_at < now() - INTERVAL '1 day'";

    static final String LAST_GROUP = "SELECT last_group FROM drawbridge_node WHERE id = ?";
    static final String WEAK = "SET LOCAL synchronous_commit = off";

    /**
     * Parameter: keys to remove. A statement of its own, because in CockroachDB no statement may change a table twice;
     * sent with {@link #APPLY}.
     */
    static final String REMOVE = "DELETE FROM drawbridge_row WHERE key = ANY (?::bytea[])";

    /**
     * Parameters: keys, values and commit versions of rows to write; token, commit versions and keys of changes; node,
     * group; clock, token.
     */
    static final String APPLY = "WITH put AS (INSERT INTO drawbridge_row (key, value, stamp)"
            + " SELECT * FROM unnest(?::bytea[], ?::bytea[], ?::bigint[])"
            + " ON CONFLICT (key) DO UPDATE SET value = excluded.value, stamp = excluded.stamp),"
            + " told AS (INSERT INTO drawbridge_change (token, stamp, key)"
            + " SELECT ?::bigint, t.* FROM unnest(?::bigint[], ?::bytea[]) AS t),"
            + " node AS (INSERT INTO drawbridge_node (id, last_group, seen_at) VALUES (?, ?, now())"
            + " ON CONFLICT (id) DO UPDATE SET last_group = excluded.last_group, seen_at = excluded.seen_at)"
            + " UPDATE drawbridge_clock SET stamp = ?, token = ? WHERE id = 1";

    /** Both statements; their parameters one after the other. */
    static final String REMOVE_AND_APPLY = REMOVE + "; " + APPLY;

    private Sql() {}
}
