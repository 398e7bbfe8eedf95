// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of its own in a temporary folder, listening on 127.0.0.1: the newest one that Debian has installed, or
 * the one whose folder of programs the environment variable {@code DRAWBRIDGE_TEST_POSTGRES} names
 * ({@code scripts/test-databases} does). It says which version it is.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String PROGRAMS = "DRAWBRIDGE_TEST_POSTGRES";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path folder;
    private final Path programs;
    private final int port;

    private PostgresServer(Path folder, Path programs, int port) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
    }

    /** Makes a cluster and starts it. */
    public static PostgresServer start() throws IOException {
        Path folder = Files.createTempDirectory("drawbridge-postgres-");
        PostgresServer server = new PostgresServer(folder, programs(), freePort());
        if (runsAsRoot()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        Path data = folder.resolve("data");
        server.program("initdb", "-D", data.toString(), "-U", "drawbridge", "-A", "trust", "-E", "UTF8", "--no-sync");
        server.startServer();
        System.out.println("tests run on PostgreSQL " + server.ask("postgres", "SHOW server_version"));
        return server;
    }

    /** Starts the server that was made, again. */
    public void startServer() throws IOException {
        startServer("");
    }

    private void startServer(String settings) throws IOException {
        program(
                "pg_ctl",
                "-D",
                folder.resolve("data").toString(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off"
                        // What does not wait for its sync is written late, so that a crash does lose it.
                        + " -c wal_writer_delay=10s"
                        + " -c unix_socket_directories=" + folder
                        + settings,
                "start");
    }

    /** Ends the server at once, as a crash does. */
    public void crash() throws IOException {
        program("pg_ctl", "-D", folder.resolve("data").toString(), "-w", "-m", "immediate", "stop");
    }

    /** Copies the current data of the server, like a standby that receives no further changes. */
    void keep() throws IOException {
        program("pg_ctl", "-D", folder.resolve("data").toString(), "-w", "-m", "fast", "stop");
        program(
                "cp",
                "-a",
                folder.resolve("data").toString(),
                folder.resolve("standby").toString());
        startServer();
    }

    /** A second server that follows this one, which from now on answers a commit when both have it. */
    PostgresServer standby() throws IOException {
        PostgresServer standby =
                new PostgresServer(Files.createTempDirectory("drawbridge-postgres-"), programs, freePort());
        if (runsAsRoot()) {
            run(List.of("chown", "postgres", standby.folder.toString()));
        }
        program("pg_ctl", "-D", folder.resolve("data").toString(), "-w", "-m", "fast", "stop");
        program("cp", "-a", folder.resolve("data").toString(), standby.folder.toString());
        standby.program("touch", standby.folder.resolve("data/standby.signal").toString());
        startServer();
        standby.startServer(" -c primary_conninfo='host=127.0.0.1 port=" + port + " user=drawbridge'");
        await("postgres", "SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'");
        execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
        execute("postgres", "SELECT pg_reload_conf()");
        await("postgres", "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'");
        return standby;
    }

    /** Lets this standby take writes. */
    void promote() throws IOException {
        program("pg_ctl", "-D", folder.resolve("data").toString(), "-w", "promote");
    }

    /** Ends the server at once, and goes on with what was kept: the standby is promoted. */
    void failOver() throws IOException {
        crash();
        program("rm", "-rf", folder.resolve("data").toString());
        Files.move(folder.resolve("standby"), folder.resolve("data"));
        startServer();
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** A new empty database, as an address that the server command takes. */
    public String newDatabase() throws IOException {
        String name = "test" + DATABASES.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name);
        return "postgresql://drawbridge@127.0.0.1:" + port + "/" + name;
    }

    /** A connection of its own. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "drawbridge", "");
    }

    /** Asks again until the answer is true, for ten seconds. */
    void await(String database, String question) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!"t".equals(ask(database, question))) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not within ten seconds: " + question);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** The first column of the first row, as text; "" when it is null. */
    public String ask(String database, String question) throws IOException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(question)) {
            String answer = found.next() ? found.getString(1) : null;
            return answer == null ? "" : answer;
        } catch (SQLException e) {
            throw new IOException(question, e);
        }
    }

    /** Runs a statement. */
    public void execute(String database, String sql) throws IOException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(sql, e);
        }
    }

    private static Path programs() throws IOException {
        String named = System.getenv(PROGRAMS);
        if (named != null) {
            if (!Files.isExecutable(Path.of(named, "postgres"))) {
                throw new IOException(PROGRAMS + ": no program postgres in " + named);
            }
            return Path.of(named);
        }
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.max(Comparator.comparing(Path::toString))
                    .orElseThrow()
                    .resolve("bin");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean runsAsRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (runsAsRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        Path own = programs.resolve(name);
        command.add(Files.exists(own) ? own.toString() : name);
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Path output = Files.createTempFile("drawbridge-", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command + ": " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() throws IOException {
        program("pg_ctl", "-D", folder.resolve("data").toString(), "-w", "-m", "fast", "stop");
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
