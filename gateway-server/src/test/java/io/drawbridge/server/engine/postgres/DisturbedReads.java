// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import java.io.IOException;
import java.util.List;

/**
 * A database in which statements of those who read fail now and then, as with CockroachDB, which restarts transactions of
 * readers too: views stand in the place of the tables, and ask a function that raises the error. It counts with
 * sequences, which no rollback turns back.
 */
public final class DisturbedReads {
    private static final long ENDLESS = 1_000_000_000;

    private final PostgresServer server;
    private final String database;

    /** @param url of an empty database */
    public DisturbedReads(PostgresServer server, String url) throws IOException {
        this.server = server;
        this.database = url.substring(url.lastIndexOf('/') + 1);
        PostgresEngine.open(url).close();
        for (String sql : List.of(
                "CREATE SEQUENCE reads MINVALUE -" + ENDLESS + " START 1",
                "CREATE SEQUENCE failures",
                "CREATE TABLE disturbance (one_of BIGINT NOT NULL, state TEXT NOT NULL)",
                "INSERT INTO disturbance VALUES (1, '')",
                "CREATE FUNCTION undisturbed() RETURNS boolean LANGUAGE plpgsql AS $$"
                        + " DECLARE d RECORD; n BIGINT;"
                        + " BEGIN"
                        + " IF current_setting('application_name') <> 'drawbridge-reader' THEN RETURN true; END IF;"
                        + " n := nextval('reads');"
                        + " IF n > 0 THEN RETURN true; END IF;"
                        + " SELECT * INTO d FROM disturbance;"
                        + " IF n % d.one_of <> 0 THEN RETURN true; END IF;"
                        + " PERFORM nextval('failures');"
                        + " RAISE EXCEPTION 'restart transaction' USING ERRCODE = d.state;"
                        + " END $$")) {
            server.execute(database, sql);
        }
        for (String table : List.of("drawbridge_row", "drawbridge_clock", "drawbridge_change")) {
            server.execute(database, "ALTER TABLE " + table + " RENAME TO kept_" + table);
            server.execute(
                    database,
                    "CREATE VIEW " + table + " AS SELECT * FROM kept_" + table + " WHERE (SELECT undisturbed())");
        }
    }

    /** What is to stand behind the address: the sequences are written even by those who only read. */
    public static String setting() {
        return "?readOnlyMode=ignore";
    }

    /**
     * Lets one of so many statements fail, from now on.
     *
     * @param reads how many statements are looked at before all is quiet again
     */
    public void disturb(String state, int oneOf, long reads) throws IOException {
        server.execute(database, "UPDATE disturbance SET one_of = " + oneOf + ", state = '" + state + "'");
        server.execute(database, "SELECT setval('failures', 1, false), setval('reads', " + -reads + ")");
    }

    /** Lets one of so many statements fail until {@link #quiet} is asked for. */
    public void disturbEndlessly(String state, int oneOf) throws IOException {
        disturb(state, oneOf, ENDLESS);
    }

    /** Lets no statement fail. */
    public void quiet() throws IOException {
        server.execute(database, "SELECT setval('reads', 1)");
    }

    /** Returns how many statements failed since the last call. */
    public long failures() throws IOException {
        return Long.parseLong(
                server.ask(database, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM failures"));
    }

    /** The sessions of readers. */
    List<String> sessions() throws IOException {
        String pids = server.ask(
                database,
                "SELECT string_agg(pid::text, ' ') FROM pg_stat_activity"
                        + " WHERE application_name = 'drawbridge-reader' AND datname = current_database()");
        return List.of(pids.split(" "));
    }
}
