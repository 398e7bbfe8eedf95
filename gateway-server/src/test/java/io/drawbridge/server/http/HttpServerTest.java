// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.api.ApiRequest;
import io.drawbridge.core.api.ApiResponse;
import io.drawbridge.core.api.BodyNeed;
import io.drawbridge.core.api.HttpHeaders;
import io.drawbridge.core.api.ResponseBody;
import io.drawbridge.core.kv.NonBlocking;
import io.drawbridge.server.security.SecurityCounters;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection as raw bytes show it, before a handler that says what it was given and where it ran. */
@Timeout(60)
final class HttpServerTest {
    private static final int FLOOD = 20_000;

    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> completed = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /** Paths that begin with /quick are answered at once; the others wait, which shows only when all is read. */
    private final class Echo implements RequestHandler {
        private ApiResponse handle(ApiRequest request) {
            String read;
            try {
                if (request.rawPath().endsWith("-refused")) {
                    return answer(request.rawPath());
                }
                if (request.rawPath().endsWith("-unread")) {
                    request.body().sendContinue();
                    return answer(request.rawPath());
                }
                if (request.rawPath().equals("/held") && !NonBlocking.here()) {
                    assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
                }
                read = Long.toString(count(request));
            } catch (IOException e) {
                read = "broken";
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return answer(request.rawPath() + " " + read + (NonBlocking.here() ? " loop" : " worker"));
        }

        @Override
        public Call prepare(ApiRequest request) {
            return new Call() {
                @Override
                public @Nullable ApiResponse tryOnEventLoop() {
                    return request.rawPath().startsWith("/quick") ? handle(request) : null;
                }

                @Override
                public BodyNeed bodyNeed() {
                    return BodyNeed.NONE;
                }

                @Override
                public HeadCheck tryHeadOnEventLoop() {
                    return HeadCheck.PASSED;
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
                public ApiResponse run() {
                    return handle(request);
                }

                @Override
                public ApiResponse overloaded() {
                    return answer("overloaded");
                }

                @Override
                public void complete(long bodyBytes, boolean complete) {
                    completed.add(request.rawPath() + " " + bodyBytes + (complete ? " complete" : " cut"));
                }
            };
        }

        @Override
        public ApiResponse malformed(String reason) {
            return answer("malformed");
        }

        @Override
        public ApiResponse expectationFailed() {
            return answer("unexpected");
        }
    }

    private static ApiResponse answer(String text) {
        return new ApiResponse(
                200, new HttpHeaders(), new ResponseBody.Bytes(("<" + text + ">").getBytes(StandardCharsets.US_ASCII)));
    }

    private static long count(ApiRequest request) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(10_000);
        long total = 0;
        for (int n = request.body().read(piece); n >= 0; n = request.body().read(piece.clear())) {
            total += n;
        }
        return total;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Echo(),
                HttpLimits.DEFAULT,
                Clock.systemUTC(),
                new SecurityCounters());
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static String put(String path, int announced, int sent) {
        return "PUT " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + announced + "\r\n\r\n" + "b".repeat(sent);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What the bodies of all answers say, until the server closes or there are so many. */
    private static List<String> answers(Socket socket, int max) throws IOException {
        List<String> found = new ArrayList<>();
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        boolean inside = false;
        int c = max == 0 ? -1 : in.read();
        while (c >= 0) {
            if (c == '<') {
                inside = true;
                text.setLength(0);
            } else if (c == '>' && inside) {
                inside = false;
                found.add(text.toString());
                if (found.size() == max) {
                    return found;
                }
            } else {
                text.append((char) c);
            }
            c = in.read();
        }
        return found;
    }

    @Test
    void requestsThatWaitForNothingAreHandledOnTheLoopAndTheOthersOnWorkers() throws IOException {
        try (Socket socket = connect()) {
            send(socket, get("/quick") + get("/slow") + put("/quick", 5, 5) + put("/slow", 5, 5));
            assertThat(answers(socket, 4))
                    .containsExactly("/quick 0 loop", "/slow 0 worker", "/quick 5 loop", "/slow 5 worker");
        }
    }

    @Test
    void aBodyThatIsTooLongToBeCollectedIsHandledOnAWorker() throws IOException {
        try (Socket socket = connect()) {
            send(socket, put("/quick", 3_000_000, 3_000_000) + get("/quick/next"));
            assertThat(answers(socket, 2)).containsExactly("/quick 3000000 worker", "/quick/next 0 loop");
        }
    }

    @Test
    void manyRequestsSentAheadAreAllAnsweredInTheirOrder() throws Exception {
        try (Socket socket = connect()) {
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < FLOOD; i++) {
                        send(socket, i % 3 == 0 ? put("/slow/" + i, 4, 4) : get("/quick/" + i));
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            sender.start();
            List<String> answers = answers(socket, FLOOD);
            sender.join();
            assertThat(answers).hasSize(FLOOD);
            for (int i = 0; i < FLOOD; i++) {
                assertThat(answers.get(i))
                        .isEqualTo(i % 3 == 0 ? "/slow/" + i + " 4 worker" : "/quick/" + i + " 0 loop");
            }
        }
    }

    @Test
    void whoClosedOnlyHisHalfStillGetsAllHisAnswers() throws IOException {
        for (String path : List.of("/quick", "/slow")) {
            try (Socket socket = connect()) {
                send(socket, get(path) + get(path) + put(path, 7, 7));
                socket.shutdownOutput();
                String thread = path.equals("/quick") ? "loop" : "worker";
                assertThat(answers(socket, Integer.MAX_VALUE))
                        .containsExactly(path + " 0 " + thread, path + " 0 " + thread, path + " 7 " + thread);
            }
        }
    }

    @Test
    void aHalfClosedWhileItIsHandledStillGetsItsAnswer() throws Exception {
        try (Socket socket = connect()) {
            send(socket, get("/held"));
            socket.shutdownOutput();
            try (Socket other = connect()) {
                send(other, get("/quick"));
                assertThat(answers(other, 1)).containsExactly("/quick 0 loop");
            }
            release.countDown();
            assertThat(answers(socket, Integer.MAX_VALUE)).containsExactly("/held 0 worker");
        }
    }

    @Test
    void aBodyWhoseSenderClosedHisHalfTooEarlyIsBroken() throws IOException {
        try (Socket socket = connect()) {
            send(socket, put("/slow", 200_000, 100_000));
            socket.shutdownOutput();
            assertThat(answers(socket, Integer.MAX_VALUE)).containsExactly("/slow broken worker");
        }
        try (Socket socket = connect()) {
            send(socket, put("/slow", 20, 10));
            socket.shutdownOutput();
            assertThat(answers(socket, Integer.MAX_VALUE)).isEmpty();
        }
    }

    /** What is sent ahead of a slow handler stays with the sender beyond a bound. */
    @Test
    void aSlowHandlerHoldsTheSenderBack() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setSendBufferSize(64 << 10);
            socket.connect(server.address());
            socket.setSoTimeout(20_000);
            long bodyLength = 200L << 20;
            send(socket, "PUT /held HTTP/1.1\r\nHost: a\r\nContent-Length: " + bodyLength + "\r\n\r\n");
            Thread sender = new Thread(() -> {
                byte[] piece = new byte[1 << 20];
                try {
                    for (long sent = 0; sent < bodyLength; sent += piece.length) {
                        socket.getOutputStream().write(piece);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            sender.start();
            sender.join(1_000);
            assertThat(sender.isAlive())
                    .as("200 MiB were taken without a reader")
                    .isTrue();
            release.countDown();
            assertThat(answers(socket, 1)).containsExactly("/held " + bodyLength + " worker");
            sender.join();
        }
    }

    private static String expecting(String path, int length) {
        return "PUT " + path + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /** Everything that the server sends until it closes. */
    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/quick", "/slow", "/quick-unread", "/slow-unread"})
    void anEmptyBodyGetsTheContinueThatItsClientAsksFor(String path) throws IOException {
        try (Socket socket = connect()) {
            send(socket, expecting(path, 0) + expecting(path, 0) + get("/quick"));
            socket.shutdownOutput();
            assertThat(all(socket).split("HTTP/1.1 ", -1))
                    .hasSize(6)
                    .satisfies(parts -> assertThat(parts[1]).startsWith("100 Continue"))
                    .satisfies(
                            parts -> assertThat(parts[2]).startsWith("200 OK").contains(path))
                    .satisfies(parts -> assertThat(parts[3]).startsWith("100 Continue"))
                    .satisfies(
                            parts -> assertThat(parts[4]).startsWith("200 OK").contains(path))
                    .satisfies(
                            parts -> assertThat(parts[5]).startsWith("200 OK").contains("/quick"));
        }
    }

    @Test
    void aRefusalWithoutTheContinueEndsTheConnection() throws IOException {
        try (Socket socket = connect()) {
            send(socket, expecting("/slow-refused", 5));
            assertThat(all(socket)).startsWith("HTTP/1.1 200 OK").contains("Connection: close", "/slow-refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/quick-refused", "/slow-refused"})
    void aRefusalOfAnEmptyBodyFollowsTheContinueAndLeavesTheConnectionOpen(String path) throws IOException {
        try (Socket socket = connect()) {
            send(socket, expecting(path, 0) + get("/quick"));
            assertThat(answers(socket, 2)).containsExactly(path, "/quick 0 loop");
        }
        try (Socket socket = connect()) {
            send(socket, expecting(path, 0));
            socket.shutdownOutput();
            assertThat(all(socket))
                    .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")
                    .doesNotContain("Connection: close");
        }
    }

    @ParameterizedTest
    @CsvSource({"'100-continue, foo',unexpected", "foo,unexpected", "100-CONTINUE,/quick 0 loop"})
    void onlyTheContinueMayBeExpected(String expectation, String answer) throws IOException {
        try (Socket socket = connect()) {
            send(socket, expecting("/quick", 0).replace("100-continue", expectation));
            assertThat(answers(socket, 1)).containsExactly(answer);
        }
        try (Socket socket = connect()) {
            send(
                    socket,
                    expecting("/quick", 0).replace("100-continue", expectation).replace("HTTP/1.1", "HTTP/1.0"));
            assertThat(answers(socket, 1)).containsExactly("/quick 0 loop");
        }
    }

    @Test
    void requestsSentAheadBeforeTheClientClosedItsHalfAreAllAnswered() throws IOException {
        try (Socket socket = connect()) {
            send(socket, get("/slow").repeat(300));
            socket.shutdownOutput();
            assertThat(answers(socket, Integer.MAX_VALUE)).hasSize(300).containsOnly("/slow 0 worker");
        }
    }

    @Test
    void aBodyThatIsRequestedButNotReadGetsContinueAndTheResponseClosesTheConnection() throws IOException {
        try (Socket socket = connect()) {
            send(socket, expecting("/slow-unread", 5) + "12345");
            socket.shutdownOutput();
            assertThat(all(socket))
                    .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")
                    .contains("Connection: close");
        }
    }

    @Test
    void aClientOfHttp10GetsNoInterimResponse() throws IOException {
        try (Socket socket = connect()) {
            send(socket, expecting("/quick", 0).replace("HTTP/1.1", "HTTP/1.0"));
            assertThat(all(socket)).startsWith("HTTP/1.1 200 OK");
        }
    }
}
