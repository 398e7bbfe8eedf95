// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.hostile;

import static io.drawbridge.server.hostile.RawRequests.response;
import static io.drawbridge.server.hostile.RawRequests.rest;
import static io.drawbridge.server.hostile.RawRequests.signed;
import static io.drawbridge.server.hostile.RawRequests.unsigned;
import static io.drawbridge.server.hostile.RawRequests.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller whom nobody knows costs neither a worker nor a look into his document, and the others are served meanwhile. */
@Timeout(120)
final class StrangersTest {
    private static final String ACCOUNT = "111122223333";
    private static final String OTHER = "444455556666";
    private static final int STRANGERS = 280;
    private static final String CALLER_IDENTITY = "Action=GetCallerIdentity&Version=2011-06-15";

    private static Drawbridge drawbridge;
    private static RootCredentials root;
    private static RootCredentials foreigner;
    private static RootCredentials unknown;
    private static RawRequests requests;

    @BeforeAll
    static void start() throws Exception {
        drawbridge =
                Drawbridge.builder().memory().account(ACCOUNT).account(OTHER).start();
        root = drawbridge.rootCredentials(ACCOUNT);
        foreigner = drawbridge.rootCredentials(OTHER);
        unknown = new RootCredentials(ACCOUNT, "AKIAIOSFODNN7EXAMPLE", "guessed", RootCredentials.Source.GIVEN);
        requests = new RawRequests(drawbridge.endpoint());
        assertThat(requests.send(signed(root, "s3", "PUT", "/bkt", "", ""))).startsWith("HTTP/1.1 200");
        assertThat(requests.send(signed(root, "s3", "PUT", "/bkt/key", "", "abc")))
                .startsWith("HTTP/1.1 200");
    }

    @AfterAll
    static void stop() {
        drawbridge.close();
    }

    private static void assertOthersAreServed() throws IOException {
        assertThat(requests.send(unsigned("GET /_/health", ""))).startsWith("HTTP/1.1 200");
        assertThat(requests.send(signed(root, "s3", "GET", "/bkt/key", "", "")))
                .startsWith("HTTP/1.1 200")
                .endsWith("abc");
        // A list always needs a worker.
        assertThat(requests.send(signed(root, "s3", "GET", "/bkt", "list-type=2", "")))
                .startsWith("HTTP/1.1 200")
                .contains("<Key>key</Key>");
        assertThat(requests.send(signed(root, "sts", "POST", "/", "", CALLER_IDENTITY)
                        .with("Content-Type: application/x-www-form-urlencoded")))
                .startsWith("HTTP/1.1 200")
                .contains(ACCOUNT);
    }

    private static long workersThatWaitForABody() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().endsWith("NettyRequestBody")
                                && frame.getMethodName().equals("read")))
                .count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nAction=",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nActio\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AWSOrganizationsV20161128.ListRoots\r\nContent-Length:"
                        + " 1000000\r\n\r\n{",
                "PUT /nobucket?tagging HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n",
                "PUT /bkt?policy HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n",
                "PUT /bkt/key HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n",
                "PUT /bkt/key HTTP/1.1\r\nHost: h\r\nContent-Length: 20\r\n\r\nabc",
                "POST /_/test/clock HTTP/1.1\r\nHost: h\r\nContent-Length: 4000\r\nExpect: 100-continue\r\n\r\n",
            })
    void bodiesThatNeverComeHoldNoWorker(String head) throws IOException {
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < STRANGERS; i++) {
                Socket socket = requests.connect();
                strangers.add(socket);
                write(socket, head);
            }
            assertOthersAreServed();
            assertThat(workersThatWaitForABody()).isZero();
        } finally {
            for (Socket socket : strangers) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,  /bkt,      policy=,            MalformedPolicy",
        "PUT,  /bkt,      tagging=,           MalformedXML",
        "PUT,  /bkt,      versioning=,        MalformedXML",
        "PUT,  /bkt,      publicAccessBlock=, MalformedXML",
        "PUT,  /bkt,      ownershipControls=, MalformedXML",
        "PUT,  /bkt/key,  tagging=,           MalformedXML",
        "POST, /bkt/key,  uploadId=none,      MalformedXML",
        "POST, /bkt,      delete=,            InvalidRequest",
    })
    void aStrangersDocumentIsNotParsed(String method, String path, String query, String error) throws IOException {
        String document = "<not XML";
        String target = path + "?" + (query.endsWith("=") ? query.substring(0, query.length() - 1) : query);
        assertThat(requests.send(unsigned(method + " " + target, document))).contains("<Code>AccessDenied</Code>");
        assertThat(requests.send(signed(foreigner, "s3", method, path, query, document)))
                .contains("<Code>AccessDenied</Code>");
        assertThat(requests.send(signed(root, "s3", method, path, query, document)))
                .contains("<Code>" + error + "</Code>");
    }

    @Test
    void aStrangerWhomThePolicyMayAllowIsToldThatHisDocumentIsMalformed() throws IOException {
        assertThat(requests.send(signed(root, "s3", "PUT", "/shared", "", ""))).startsWith("HTTP/1.1 200");
        String policy =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + OTHER
                        + "\"},\"Action\":[\"s3:PutObjectTagging\",\"s3:PutObject\"],\"Resource\":\"arn:aws:s3:::shared/*\","
                        + "\"Condition\":{\"StringEquals\":{\"s3:RequestObjectTag/team\":\"blue\"}}}]}";
        assertThat(requests.send(signed(root, "s3", "PUT", "/shared", "policy=", policy)))
                .startsWith("HTTP/1.1 204");
        assertThat(requests.send(signed(root, "s3", "PUT", "/shared/key", "", "abc")))
                .startsWith("HTTP/1.1 200");
        assertThat(requests.send(signed(foreigner, "s3", "PUT", "/shared/key", "tagging=", "<not XML")))
                .contains("<Code>MalformedXML</Code>");
        String tags = "<Tagging><TagSet><Tag><Key>team</Key><Value>%s</Value></Tag></TagSet></Tagging>";
        assertThat(requests.send(signed(foreigner, "s3", "PUT", "/shared/key", "tagging=", tags.replace("%s", "blue"))))
                .startsWith("HTTP/1.1 200");
        assertThat(requests.send(signed(foreigner, "s3", "PUT", "/shared/key", "tagging=", tags.replace("%s", "red"))))
                .contains("<Code>AccessDenied</Code>");
        // Nobody else is named.
        assertThat(requests.send(unsigned("PUT /shared/key?tagging", "<not XML")))
                .contains("<Code>AccessDenied</Code>");
    }

    @Test
    void anAnonymousCallerCreatesNoBucketWhateverItsDocumentIs() throws IOException {
        assertThat(requests.send(unsigned("PUT /fresh", "<not XML"))).contains("<Code>AccessDenied</Code>");
        assertThat(requests.send(signed(root, "s3", "PUT", "/fresh", "", "<not XML")))
                .contains("<Code>MalformedXML</Code>");
        assertThat(requests.send(signed(root, "s3", "PUT", "/fresh", "", ""))).startsWith("HTTP/1.1 200");
    }

    /** Sends a head whose body waits for the 100, and returns what the server says to it. */
    private static String toHead(RawRequests.Raw request) throws IOException {
        try (Socket socket = requests.connect()) {
            write(socket, request.with("Expect: 100-continue").head());
            return response(socket);
        }
    }

    @Test
    void whatTheHeadAloneRefusesGetsNoContinue() throws IOException {
        String form = CALLER_IDENTITY + "&Padding=" + "p".repeat(40_000);
        RawRequests.Raw unknownForm = signed(unknown, "sts", "POST", "/", "", form);
        assertThat(toHead(unknownForm)).startsWith("HTTP/1.1 403").contains("InvalidClientTokenId");
        RawRequests.Raw known = signed(root, "sts", "POST", "/", "", form);
        assertThat(toHead(known)).startsWith("HTTP/1.1 100");
        RawRequests.Raw badSignature = signed(unknown, "s3", "PUT", "/bkt", "tagging=", "<Tagging/>");
        assertThat(toHead(badSignature)).startsWith("HTTP/1.1 403").contains("InvalidAccessKeyId");
        RootCredentials wrong =
                new RootCredentials(ACCOUNT, root.accessKeyId(), "guessed", RootCredentials.Source.GIVEN);
        assertThat(toHead(signed(wrong, "s3", "PUT", "/bkt", "tagging=", "<Tagging/>")))
                .startsWith("HTTP/1.1 403")
                .contains("SignatureDoesNotMatch");
        assertThat(toHead(signed(wrong, "s3", "PUT", "/bkt/key", "", "abc")))
                .startsWith("HTTP/1.1 403")
                .contains("SignatureDoesNotMatch");
        assertThat(toHead(signed(foreigner, "s3", "PUT", "/bkt", "policy=", "{}")))
                .startsWith("HTTP/1.1 403")
                .contains("AccessDenied");
        assertThat(toHead(signed(root, "s3", "PUT", "/bkt", "tagging=", "<Tagging/>")))
                .startsWith("HTTP/1.1 100");
        assertThat(toHead(new RawRequests.Raw("POST /", List.of("Content-Length: 2000000"), "")))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void aFormThatWaitedForTheContinueIsAnswered() throws IOException {
        String form = CALLER_IDENTITY + "&Padding=" + "p".repeat(100_000);
        RawRequests.Raw request = signed(root, "sts", "POST", "/", "", form)
                .with("Content-Type: application/x-www-form-urlencoded", "Expect: 100-continue");
        try (Socket socket = requests.connect()) {
            write(socket, request.head());
            assertThat(response(socket)).startsWith("HTTP/1.1 100");
            write(socket, request.body());
            assertThat(response(socket)).startsWith("HTTP/1.1 200").contains(ACCOUNT);
            write(socket, unsigned("GET /_/health", "").head());
            assertThat(response(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aDocumentThatWaitedForTheContinueIsStored() throws IOException {
        String tags =
                "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet>" + " ".repeat(40_000) + "</Tagging>";
        RawRequests.Raw request =
                signed(root, "s3", "PUT", "/bkt", "tagging=", tags).with("Expect: 100-continue");
        try (Socket socket = requests.connect()) {
            write(socket, request.head());
            assertThat(response(socket)).startsWith("HTTP/1.1 100");
            write(socket, request.body());
            assertThat(response(socket)).startsWith("HTTP/1.1 204");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100-continue, foo", "foo", "100-continue\r\nExpect: foo"})
    void anUnknownExpectationFails(String expectation) throws IOException {
        RawRequests.Raw request = signed(root, "s3", "PUT", "/bkt/expected", "", "abc");
        assertThat(requests.send(request.with("Expect: " + expectation)))
                .startsWith("HTTP/1.1 417")
                .contains("Connection: close");
        assertThat(requests.send(request.with("Expect: 100-Continue")))
                .startsWith("HTTP/1.1 100")
                .contains("HTTP/1.1 200");
    }

    @Test
    void aRefusedEmptyBodyLeavesTheConnectionOpen() throws IOException {
        try (Socket socket = requests.connect()) {
            write(socket, unsigned("PUT /bkt/key", "", "Expect: 100-continue").head());
            assertThat(response(socket)).startsWith("HTTP/1.1 100");
            assertThat(response(socket)).startsWith("HTTP/1.1 403").doesNotContain("Connection: close");
            write(socket, unsigned("GET /_/health", "").head());
            assertThat(response(socket)).startsWith("HTTP/1.1 200");
        }
    }

    /** The request line is not a field; Host, Content-Length and Connection are. */
    @Test
    void aHeadHasABoundedNumberOfFields() throws IOException {
        String[] fields = new String[256 - 3];
        Arrays.fill(fields, "a: b");
        assertThat(requests.send(unsigned("GET /_/health", "", fields))).startsWith("HTTP/1.1 200");
        assertThat(requests.send(unsigned("GET /_/health", "", fields).with("a: b")))
                .startsWith("HTTP/1.1 400");
    }

    /** More slow uploads of a caller who may write than there are workers. */
    @Test
    void slowUploadsHoldNobodyElseUp() throws IOException {
        RawRequests.Raw upload = signed(root, "s3", "PUT", "/bkt/slow", "", "a".repeat(100_000));
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < STRANGERS; i++) {
                Socket socket = requests.connect();
                senders.add(socket);
                write(socket, upload.head() + upload.body().substring(0, 40_000));
            }
            assertOthersAreServed();
        } finally {
            for (Socket socket : senders) {
                socket.close();
            }
        }
        assertThat(requests.send(signed(root, "s3", "GET", "/bkt/slow", "", "")))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void twoDatesOrTwoAuthorizationsAreRefused() throws IOException {
        RawRequests.Raw s3 = signed(root, "s3", "GET", "/bkt/key", "", "");
        assertThat(requests.send(s3)).startsWith("HTTP/1.1 200");
        assertThat(requests.send(s3.with("X-Amz-Date: 20200101T000000Z"))).contains("<Code>AccessDenied</Code>");
        assertThat(requests.send(s3.with("Date: Mon, 30 Nov 2026 06:46:27 GMT")))
                .startsWith("HTTP/1.1 200");
        assertThat(requests.send(s3.with("Date: Mon, 30 Nov 2026 06:46:27 GMT", "Date: Mon, 30 Nov 2026 06:46:28 GMT")))
                .contains("<Code>AccessDenied</Code>");
        assertThat(requests.send(s3.with("Authorization: AWS a:b"))).contains("<Code>InvalidArgument</Code>");
        RawRequests.Raw form = signed(root, "sts", "POST", "/", "", CALLER_IDENTITY)
                .with("Content-Type: application/x-www-form-urlencoded");
        assertThat(requests.send(form)).startsWith("HTTP/1.1 200");
        assertThat(requests.send(form.with("X-Amz-Date: 20200101T000000Z")))
                .contains("<Code>IncompleteSignature</Code>");
        assertThat(requests.send(form.with("Authorization: AWS a:b"))).contains("<Code>IncompleteSignature</Code>");
    }

    @Test
    void pipelinedRequestsAheadOfTheirAnswersAreAllAnswered() throws IOException {
        try (Socket socket = requests.connect()) {
            String get = signed(root, "s3", "GET", "/bkt/key", "", "").head();
            write(socket, get.repeat(500));
            socket.shutdownOutput();
            String answers = rest(socket);
            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(501);
        }
    }
}
