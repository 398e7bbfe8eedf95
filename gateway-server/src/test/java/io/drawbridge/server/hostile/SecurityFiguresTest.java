// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.hostile;

import static io.drawbridge.server.hostile.RawRequests.response;
import static io.drawbridge.server.hostile.RawRequests.rest;
import static io.drawbridge.server.hostile.RawRequests.signed;
import static io.drawbridge.server.hostile.RawRequests.unsigned;
import static io.drawbridge.server.hostile.RawRequests.write;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.command.LineEncoder;
import io.drawbridge.server.embed.RootCredentials;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What an operator sees of refused requests, and how those who fail too often are slowed. */
@Timeout(120)
final class SecurityFiguresTest {
    private static final String ACCOUNT = "111122223333";
    private static final int FAILURES_PER_MINUTE = 3;

    private Drawbridge drawbridge;
    private RootCredentials root;
    private RootCredentials wrong;
    private RootCredentials unknown;
    private RawRequests requests;

    @BeforeEach
    void start() throws Exception {
        drawbridge = Drawbridge.builder()
                .memory()
                .account(ACCOUNT)
                .maxConnectionsPerAddress(20)
                .failedAuthenticationsPerMinute(FAILURES_PER_MINUTE)
                .start();
        root = drawbridge.rootCredentials(ACCOUNT);
        wrong = new RootCredentials(ACCOUNT, root.accessKeyId(), "guessed", RootCredentials.Source.GIVEN);
        unknown = new RootCredentials(ACCOUNT, "AKIAIOSFODNN7EXAMPLE", "guessed", RootCredentials.Source.GIVEN);
        requests = new RawRequests(drawbridge.endpoint());
        assertThat(requests.send(signed(root, "s3", "PUT", "/bkt", "", ""))).startsWith("HTTP/1.1 200");
    }

    @AfterEach
    void stop() {
        drawbridge.close();
    }

    private long figure(String name) throws IOException {
        String page = requests.send(unsigned("GET /_/security", ""));
        assertThat(page).startsWith("HTTP/1.1 200");
        Matcher found = Pattern.compile("\"" + name + "\":(\\d+)").matcher(page);
        assertThat(found.find()).as("%s in %s", name, page).isTrue();
        return Long.parseLong(found.group(1));
    }

    @Test
    void aRequestThatAProxyForwardsIsNotFromThisMachine() throws IOException {
        for (String field : List.of("X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1", "Via: 1.1 proxy")) {
            assertThat(requests.send(unsigned("GET /_/security", "", field)))
                    .as(field)
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void whatIsRefusedIsCounted() throws IOException {
        assertThat(figure("badSignatures")).isZero();
        assertThat(requests.send(signed(wrong, "s3", "GET", "/bkt", "", ""))).contains("SignatureDoesNotMatch");
        assertThat(requests.send(signed(unknown, "s3", "GET", "/bkt", "", ""))).contains("InvalidAccessKeyId");
        assertThat(requests.send(unsigned("GET /bkt", ""))).contains("AccessDenied");
        assertThat(requests.send(new RawRequests.Raw("NONSENSE", List.of(), "")))
                .startsWith("HTTP/1.1 400");
        assertThat(figure("badSignatures")).isEqualTo(1);
        assertThat(figure("unknownKeys")).isEqualTo(1);
        assertThat(figure("denials")).isEqualTo(1);
        assertThat(figure("malformedRequests")).isEqualTo(1);
    }

    @Test
    void connectionsBeyondTheLimitOfAnAddressAreClosedAndCounted() throws IOException {
        List<Socket> open = new java.util.ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = requests.connect();
                open.add(socket);
                write(socket, unsigned("GET /_/health", "").head());
                assertThat(response(socket)).startsWith("HTTP/1.1 200");
            }
            try (Socket beyond = requests.connect()) {
                assertThat(rest(beyond)).isEmpty();
            }
            open.remove(0).close();
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void failuresAreSlowedAfterABurstAndNobodyElseIs() throws IOException {
        for (int i = 0; i < FAILURES_PER_MINUTE; i++) {
            assertThat(requests.send(signed(wrong, "s3", "GET", "/bkt", "", "")))
                    .startsWith("HTTP/1.1 403");
        }
        try (Socket slowed = requests.connect()) {
            write(slowed, signed(wrong, "s3", "GET", "/bkt", "", "").head());
            for (int i = 0; i < 20; i++) {
                assertThat(requests.send(signed(root, "s3", "GET", "/bkt", "", "")))
                        .startsWith("HTTP/1.1 200");
            }
            assertThat(slowed.getInputStream().available()).isZero();
            assertThat(response(slowed)).startsWith("HTTP/1.1 403").contains("SignatureDoesNotMatch");
        }
        assertThat(figure("delayedAnswers")).isEqualTo(1);
    }

    private RootCredentials userWithoutPolicies() throws IOException {
        String version = "&Version=2010-05-08&UserName=ann";
        requests.send(signed(root, "iam", "POST", "/", "", "Action=CreateUser" + version));
        String made = requests.send(signed(root, "iam", "POST", "/", "", "Action=CreateAccessKey" + version));
        Matcher key = Pattern.compile("<AccessKeyId>([^<]+).*<SecretAccessKey>([^<]+)", Pattern.DOTALL)
                .matcher(made);
        assertThat(key.find()).as(made).isTrue();
        return new RootCredentials(ACCOUNT, key.group(1), key.group(2), RootCredentials.Source.GIVEN);
    }

    /** The lines of the access log that the requests in between wrote. */
    private static String lines(ListAppender<ILoggingEvent> appender) {
        LineEncoder encoder = new LineEncoder();
        StringBuilder lines = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(appender.list)) {
            lines.append(new String(encoder.encode(event), StandardCharsets.UTF_8));
        }
        return lines.toString();
    }

    @Test
    void aLineSaysWhoAskedForWhatAndTheTrueReasonOfARefusal() throws IOException {
        RootCredentials user = userWithoutPolicies();
        Logger logger = (Logger) LoggerFactory.getLogger("io.drawbridge.request");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ch.qos.logback.classic.Level before = logger.getLevel();
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
        logger.addAppender(appender);
        try {
            requests.send(signed(root, "s3", "GET", "/bkt", "list-type=2", "")
                    .with("User-Agent: agent \"x\" status=999 " + "a".repeat(400)));
            requests.send(signed(wrong, "s3", "GET", "/bkt/one", "", ""));
            requests.send(signed(unknown, "sts", "POST", "/", "", "Action=GetCallerIdentity&Version=2011-06-15"));
            requests.send(unsigned("GET /bkt/two", ""));
            String role = "Action=AssumeRole&Version=2011-06-15&RoleSessionName=s1&RoleArn=arn%3Aaws%3Aiam%3A%3A"
                    + ACCOUNT + "%3Arole%2Fnone";
            requests.send(signed(user, "sts", "POST", "/", "", role));
        } finally {
            logger.detachAppender(appender);
            logger.setLevel(before);
        }
        List<String> lines = lines(appender).lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0))
                .contains(" accessKeyId=" + root.accessKeyId() + " ", " resource=\"arn:aws:s3:::bkt\" ", " status=200 ")
                .contains(" userAgent=\"agent \\\"x\\\" status=999 aaa")
                .doesNotContain("a".repeat(300));
        assertThat(lines.get(1))
                .contains(" unverifiedAccessKeyId=\"" + root.accessKeyId() + "\" ", " resource=\"/bkt/one\" ")
                .contains(" error=SignatureDoesNotMatch ")
                .doesNotContain(" accessKeyId=");
        assertThat(lines.get(2))
                .contains(" unverifiedAccessKeyId=\"AKIAIOSFODNN7EXAMPLE\" ")
                .contains(" reason=\"an access key that does not exist\"");
        assertThat(lines.get(3))
                .contains(
                        " principal=anonymous ",
                        " error=AccessDenied ",
                        "s3:GetObject on arn:aws:s3:::bkt/two is denied");
        assertThat(lines.get(4)).contains(" error=AccessDenied ", " reason=\"the role does not exist\"");
    }
}
