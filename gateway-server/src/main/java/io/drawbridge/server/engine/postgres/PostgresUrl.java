// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The address of a database.
 *
 * @param jdbcUrl without user, password and options
 * @param hosts the number of servers in it; of several, the one that accepts writes is used
 * @param options for the sessions of the server, as {@code -c name=value}; empty for none
 * @param shown for messages: without the password
 */
record PostgresUrl(
        String jdbcUrl, int hosts, String options, Optional<String> user, Optional<String> password, String shown) {
    private static final String EXPECTED =
            " (expected: postgresql://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE, where USER, PASSWORD, PORT and the"
                    + " second HOST may be missing)";
    private static final String DRIVERS_TARGET = "targetServerType";
    /** Settings that would specify the host or database a second time. */
    private static final Set<String> PLACES = Set.of("PGHOST", "PGPORT", "PGDBNAME", "service");

    private static final Set<String> WRITERS = Set.of("read-write", "primary", "master");

    /** @throws IOException when it is not the address of a database; the message never contains the password */
    static PostgresUrl parse(String url) throws IOException {
        int start = url.indexOf("//") + 2;
        if (start < 2) {
            throw new IOException("the address of the database is not one of PostgreSQL" + EXPECTED);
        }
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        int login = Math.max(start, url.lastIndexOf('@', end - 1) + 1);
        List<String> hosts = new ArrayList<>();
        URI uri = uri(url.substring(0, login) + "host" + url.substring(end));
        for (String host : url.substring(login, end).split(",", -1)) {
            // Parse each host as if it were the only one: java.net.URI does not support several.
            URI hostUri = uri(url.substring(0, login) + host + url.substring(end));
            hosts.add(hostUri.getHost() + (hostUri.getPort() < 0 ? "" : ":" + hostUri.getPort()));
        }
        String place = String.join(",", hosts) + uri.getPath();
        Settings settings = Settings.parse(uri.getRawQuery(), hosts.size());
        String[] user = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new PostgresUrl(
                "jdbc:postgresql://" + place + settings.query(),
                hosts.size(),
                settings.options(),
                user.length > 0 ? Optional.of(decoded(user[0])) : Optional.empty(),
                user.length > 1 ? Optional.of(decoded(user[1])) : Optional.empty(),
                "postgresql://" + place);
    }

    private static URI uri(String ofOneHost) throws IOException {
        URI uri;
        try {
            uri = new URI(ofOneHost);
        } catch (URISyntaxException e) {
            // Without the cause, which contains the whole address.
            throw new IOException("the address of the database cannot be read: " + e.getReason() + EXPECTED);
        }
        String scheme = String.valueOf(uri.getScheme());
        boolean knownScheme = scheme.equals("postgresql") || scheme.equals("postgres");
        if (!knownScheme
                || uri.getHost() == null
                || String.valueOf(uri.getPath()).length() < 2) {
            throw new IOException("the address of the database is not one of PostgreSQL" + EXPECTED);
        }
        return uri;
    }

    /**
     * The settings after the question mark.
     *
     * @param query for the driver, with its question mark; empty for nothing
     */
    private record Settings(String query, String options) {
        static Settings parse(@Nullable String query, int hosts) throws IOException {
            List<String> options = new ArrayList<>();
            List<String> rest = new ArrayList<>();
            String target = hosts > 1 ? "primary" : null;
            for (String setting : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
                int equals = setting.indexOf('=');
                String name = equals < 0 ? setting : setting.substring(0, equals);
                String value = equals < 0 ? "" : decoded(setting.substring(equals + 1));
                switch (name) {
                    case "password" ->
                        throw new IOException(
                                "the password of the database stands in the query of its address" + EXPECTED);
                    // The driver would use options of the address instead of those that protect the other nodes.
                    case "options" -> options.add(value);
                    case "target_session_attrs", DRIVERS_TARGET -> target = target(name, value, hosts);
                    default -> {
                        requireKnown(name);
                        rest.add(setting);
                    }
                }
            }
            if (target != null) {
                rest.add(DRIVERS_TARGET + "=" + target);
            }
            return new Settings(rest.isEmpty() ? "" : "?" + String.join("&", rest), String.join(" ", options));
        }

        private static String target(String name, String value, int hosts) throws IOException {
            if (WRITERS.contains(value)) {
                return "primary";
            }
            if (value.equals("any") && hosts == 1) {
                return "any";
            }
            // INVARIANT: every read sees every commit. A standby returns older data.
            throw new IOException("the address of the database says " + name + "=" + value
                    + " (expected: primary or read-write: nodes read what was just written, so they use the one server"
                    + " that takes writes; any, where there is one host)");
        }

        /** Rejects unknown settings: the driver ignores them, such as a misspelt {@code sslmode}. */
        private static void requireKnown(String name) throws IOException {
            if (PLACES.contains(name) || !settings().contains(name)) {
                throw new IOException("the address of the database has the setting " + name
                        + ", which is none of the PostgreSQL JDBC driver that may stand there");
            }
        }

        private static Set<String> settings() throws IOException {
            String any = "jdbc:postgresql://host/database";
            try {
                DriverPropertyInfo[] settings = DriverManager.getDriver(any).getPropertyInfo(any, new Properties());
                return Arrays.stream(settings).map(setting -> setting.name).collect(Collectors.toSet());
            } catch (SQLException e) {
                throw new IOException("the PostgreSQL JDBC driver is missing", e);
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return shown;
    }
}
