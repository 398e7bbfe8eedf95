// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.BodyNeed;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.server.security.SecurityCounters;
import io.drawbridge.server.security.SecurityEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send or read too slowly, and those that are only slow, under limits of a fraction of a second. */
@Timeout(60)
final class SlowClientTest {
    private static final int LARGE = 64 << 20;
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int STRANGERS_BYTES = 256 << 10;

    private final SecurityCounters counters = new SecurityCounters();
    private final CountDownLatch streamEnded = new CountDownLatch(1);
    private HttpServer server;

    private static HttpLimits limits() {
        HttpLimits usual = HttpLimits.DEFAULT;
        return new HttpLimits(
                usual.requestLineLengthMax(),
                usual.headerLengthMax(),
                usual.aggregatedBodyLengthMax(),
                usual.discardedBodyLengthMax(),
                40,
                30,
                usual.workersMax(),
                usual.waitingMax(),
                new HttpLimits.Collected(64 << 10, STRANGERS_BYTES, 1 << 20),
                new HttpLimits.Pace(Duration.ofSeconds(20), SHORT, SHORT, SHORT, Duration.ofMillis(50)));
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Sender(),
                limits(),
                Clock.systemUTC(),
                counters);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Answers with as much as the path says, from memory or as a stream; a form is needed as a whole. */
    private final class Sender implements RequestHandler {
        @Override
        public Call prepare(ApiRequest request) {
            return new Call() {
                @Override
                public BodyNeed bodyNeed() {
                    return new BodyNeed.Whole(128 << 10, request.rawPath().equals("/known"));
                }

                @Override
                public HeadCheck tryHeadOnEventLoop() {
                    return request.rawPath().equals("/head-waits") ? HeadCheck.WAITS : HeadCheck.PASSED;
                }

                @Override
                public HeadCheck checkHead() {
                    return HeadCheck.PASSED;
                }

                @Override
                public Threads threads() {
                    return Threads.WORKERS;
                }

                @Override
                public long answerDelayNanos() {
                    return 0;
                }

                @Override
                public @Nullable ApiResponse tryOnEventLoop() {
                    return answer(request);
                }

                @Override
                public ApiResponse run() {
                    throw new IllegalStateException("everything is answered on the event loop");
                }

                @Override
                public ApiResponse overloaded() {
                    return text("overloaded");
                }

                @Override
                public void complete(long bodyBytes, boolean complete) {
                    // Nothing was begun.
                }
            };
        }

        private ApiResponse answer(ApiRequest request) {
            return switch (request.rawPath()) {
                case "/large" -> new ApiResponse(200, new HttpHeaders(), new ResponseBody.Bytes(new byte[LARGE]));
                case "/stream" ->
                    new ApiResponse(
                            200, new HttpHeaders(), new ResponseBody.Streamed(LARGE, SlowClientTest.this::stream));
                default -> text("length " + request.body().contentLength());
            };
        }

        @Override
        public ApiResponse malformed(String reason) {
            return text("malformed");
        }

        @Override
        public ApiResponse expectationFailed() {
            return text("unexpected");
        }
    }

    private void stream(WritableByteChannel target) throws IOException {
        try {
            ByteBuffer piece = ByteBuffer.allocate(64 << 10);
            for (int sent = 0; sent < LARGE; sent += piece.capacity()) {
                target.write(piece.clear());
            }
        } finally {
            streamEnded.countDown();
        }
    }

    private static ApiResponse text(String text) {
        return new ApiResponse(
                200, new HttpHeaders(), new ResponseBody.Bytes((text + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Everything until the server closes; a reset is an end too. */
    private static String all(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int c = socket.getInputStream().read();
                    c >= 0;
                    c = socket.getInputStream().read()) {
                text.append((char) c);
            }
        } catch (java.net.SocketException e) {
            return text.toString();
        }
        return text.toString();
    }

    private void awaitCount(SecurityEvent event, long least) throws InterruptedException {
        for (int i = 0; i < 2_000 && counters.of(event) < least; i++) {
            Thread.sleep(10); // the counter has no signal; the bound is twenty seconds
        }
        assertThat(counters.of(event)).isGreaterThanOrEqualTo(least);
    }

    private static void assertServed(Socket socket) throws IOException {
        send(socket, "GET /small HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(all(socket)).startsWith("HTTP/1.1 200").contains("length 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX-A: "})
    void aHeadThatIsNotFinishedInTimeClosesTheConnection(String begun) throws Exception {
        try (Socket slow = connect();
                Socket waiting = connect()) {
            send(slow, begun);
            assertThat(all(slow)).isEmpty();
            assertThat(counters.of(SecurityEvent.SLOW_HEAD)).isEqualTo(1);
            // A connection on which nothing was begun may wait much longer.
            assertServed(waiting);
        }
    }

    @Test
    void aHeadThatTricklesIsNotFinishedInTimeEither() throws Exception {
        try (Socket slow = connect()) {
            send(slow, "GET / HTTP/1.1\r\nHost: a\r\nX-A: ");
            int sent = 0;
            try {
                while (sent < 2_000) {
                    send(slow, "b");
                    sent++;
                    Thread.sleep(10);
                }
            } catch (IOException e) {
                assertThat(sent).isPositive();
            }
            awaitCount(SecurityEvent.SLOW_HEAD, 1);
            assertThat(sent).isLessThan(2_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\nabc",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc",
                "POST /known HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc",
                "POST /head-waits HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
            })
    void aBodyThatIsNotFinishedInTimeClosesTheConnection(String begun) throws Exception {
        try (Socket slow = connect()) {
            send(slow, begun);
            assertThat(all(slow)).isEmpty();
            assertThat(counters.of(SecurityEvent.SLOW_BODY)).isEqualTo(1);
        }
        try (Socket quick = connect()) {
            assertServed(quick);
        }
    }

    @Test
    void answersThatNobodyReadsCloseTheConnection() throws Exception {
        try (Socket idle = connect();
                Socket other = connect()) {
            Thread sender = new Thread(() -> {
                try {
                    String get = "GET /small HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000);
                    for (int i = 0; i < 2_000; i++) {
                        send(idle, get);
                    }
                } catch (IOException e) {
                    // The server closed, as it must.
                    return;
                }
            });
            sender.start();
            awaitCount(SecurityEvent.SLOW_READER, 1);
            sender.join();
            assertServed(other);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/stream"})
    void aLargeAnswerThatNobodyReadsClosesTheConnection(String path) throws Exception {
        try (Socket idle = connect();
                Socket other = connect()) {
            send(idle, "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitCount(SecurityEvent.SLOW_READER, 1);
            if (path.equals("/stream")) {
                streamEnded.await();
            }
            assertServed(other);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/stream"})
    void whoReadsGetsTheWholeAnswer(String path) throws Exception {
        try (Socket reader = connect()) {
            send(reader, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            long total = 0;
            byte[] piece = new byte[1 << 20];
            for (int n = reader.getInputStream().read(piece);
                    n >= 0;
                    n = reader.getInputStream().read(piece)) {
                total += n;
                Thread.sleep(20); // slower than the server, and faster than the floor
            }
            assertThat(total).isGreaterThan(LARGE);
            assertThat(counters.of(SecurityEvent.SLOW_READER)).isZero();
        }
    }

    @Test
    void bodiesTakeABoundedMemoryTogether() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Socket socket = connect();
                strangers.add(socket);
                send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + "b".repeat(60_000));
            }
            awaitCount(SecurityEvent.BODY_MEMORY_FULL, 1);
            // A known caller has memory of its own.
            try (Socket known = connect()) {
                send(
                        known,
                        "POST /known HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 100000\r\n\r\n"
                                + "b".repeat(100_000));
                assertThat(all(known)).contains("length 100000");
            }
        } finally {
            for (Socket socket : strangers) {
                socket.close();
            }
        }
        // What they took is given back.
        for (int i = 0; i < 20; i++) {
            try (Socket next = connect()) {
                send(
                        next,
                        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 50000\r\n\r\n"
                                + "b".repeat(50_000));
                assertThat(all(next)).contains(i < 10 ? "HTTP/1.1 200" : "length 50000");
            }
        }
    }

    @Test
    void aBodyThatIsLongerThanItMayBeIsPassedOnWithOneByteMore() throws Exception {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n30d40\r\n" + "b".repeat(200_000)
                            + "\r\n0\r\n\r\n");
            assertThat(all(socket)).contains("length 131073", "Connection: close");
        }
    }

    @Test
    void theConnectionsOfAnAddressAreBounded() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                Socket socket = connect();
                open.add(socket);
                // Connections are counted on several event loops: an answer shows that this one is.
                send(socket, "GET /small HTTP/1.1\r\nHost: a\r\n\r\n");
                StringBuilder text = new StringBuilder();
                while (!text.toString().endsWith("length 0\n")) {
                    int c = socket.getInputStream().read();
                    assertThat(c).as("%s", text).isNotNegative();
                    text.append((char) c);
                }
            }
            try (Socket beyond = connect()) {
                assertThat(all(beyond)).isEmpty();
            }
            assertThat(counters.of(SecurityEvent.CONNECTION_BEYOND_ADDRESS)).isEqualTo(1);
            try (Socket other = new Socket()) {
                other.bind(new InetSocketAddress("127.0.0.2", 0));
                other.connect(server.address());
                other.setSoTimeout(20_000);
                assertServed(other);
            }
            assertServed(open.remove(0));
            try (Socket again = connect()) {
                assertServed(again);
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
