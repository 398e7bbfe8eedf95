// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request of HTTP/1.1 is answered with 400, and ends the connection at once. */
final class HostileHttpTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\n\n",
                "GET /b HTTP/1.1\n\n",
                "GET /b HTTP/1.1\nHost: a\nHost: b\n\n",
                "GET /b HTTP/1.1\nHost : a\n\n",
                "PUT /b/k HTTP/1.1\nHost: a\nContent-Length: -5\n\n",
                "PUT /b/k HTTP/1.1\nHost: a\nContent-Length: 5\nContent-Length: 6\n\nabcdef",
                "PUT /b/k HTTP/1.1\nHost: a\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n",
                "PUT /b/k HTTP/1.1\nHost: a\nTransfer-Encoding: xchunked\n\n0\n\n",
            })
    void aMalformedRequestEndsTheConnection(String request) throws IOException {
        URI endpoint = URI.create(world.endpoint());
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n");
            assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
        }
    }
}
