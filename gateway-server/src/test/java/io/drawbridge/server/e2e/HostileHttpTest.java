// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

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

    @Test
    void slowStrangersDoNotKeepOthersOut() throws IOException {
        URI endpoint = URI.create(world.endpoint());
        byte[] begun = String.join(
                        "\r\n",
                        "POST / HTTP/1.1",
                        "Host: a",
                        "Content-Type: application/x-www-form-urlencoded",
                        "Transfer-Encoding: chunked",
                        "",
                        "2",
                        "A=",
                        "")
                .getBytes(StandardCharsets.ISO_8859_1);
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
                strangers.add(socket);
                socket.getOutputStream().write(begun);
            }
            S3Client s3 = world.s3(world.root(World.PRODUCTION));
            s3.createBucket(r -> r.bucket("not-kept-out"));
            s3.putObject(r -> r.bucket("not-kept-out").key("large"), RequestBody.fromBytes(new byte[1 << 20]));
            assertThat(s3.headObject(r -> r.bucket("not-kept-out").key("large")).contentLength())
                    .isEqualTo(1 << 20);
        } finally {
            for (Socket socket : strangers) {
                socket.close();
            }
        }
    }
}
