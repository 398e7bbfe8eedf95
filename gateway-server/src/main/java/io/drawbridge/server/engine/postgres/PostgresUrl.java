// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a database is.
 *
 * @param jdbcUrl without user, password and options
 * @param options for the sessions of the server, as {@code -c name=value}; empty for none
 * @param shown for messages: without the password
 */
record PostgresUrl(String jdbcUrl, String options, Optional<String> user, Optional<String> password, String shown) {
    private static final String OPTIONS = "options=";
    private static final String EXPECTED =
            " (expected: postgresql://USER:PASSWORD@HOST:PORT/DATABASE, where USER, PASSWORD and PORT may be missing)";

    /** @throws IOException when it is not the address of a database; never shows the password */
    static PostgresUrl parse(String url) throws IOException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // Without its cause, which shows the whole address.
            throw new IOException("the address of the database cannot be read: " + e.getReason() + EXPECTED);
        }
        String scheme = String.valueOf(uri.getScheme());
        String path = String.valueOf(uri.getPath());
        boolean known = scheme.equals("postgresql") || scheme.equals("postgres");
        if (!known || uri.getHost() == null || path.length() < 2) {
            throw new IOException("the address of the database is not one of PostgreSQL" + EXPECTED);
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        if (query.contains("password=")) {
            throw new IOException("the password of the database stands in the query of its address" + EXPECTED);
        }
        String place = uri.getHost() + port + path;
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        // The driver would take options of the address in the place of those that protect the other nodes.
        String options = Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith(OPTIONS))
                .map(part -> decoded(part.substring(OPTIONS.length())))
                .collect(Collectors.joining(" "));
        String rest = Arrays.stream(query.split("&"))
                .filter(part -> !part.startsWith(OPTIONS))
                .collect(Collectors.joining("&"));
        return new PostgresUrl(
                "jdbc:postgresql://" + place + (rest.isEmpty() ? "" : "?" + rest),
                options,
                login.length > 0 ? Optional.of(decoded(login[0])) : Optional.empty(),
                login.length > 1 ? Optional.of(decoded(login[1])) : Optional.empty(),
                "postgresql://" + place);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return shown;
    }
}
