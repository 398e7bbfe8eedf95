// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What headers say of the client counts when a trusted proxy sends them, and only then. */
final class ForwardedHeadersTest {
    private static final String ACCOUNT = "111122223333";

    /** Only from 203.0.113.0/24 or 2001:db8::/32, and through HTTPS. */
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\","
                    + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::bkt/*\",\"Condition\":{\"NotIpAddress\":"
                    + "{\"aws:SourceIp\":[\"203.0.113.0/24\",\"2001:db8::/32\"]}}},{\"Effect\":\"Deny\",\"Principal\":\"*\","
                    + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::bkt/*\",\"Condition\":{\"Bool\":"
                    + "{\"aws:SecureTransport\":\"false\"}}}]}";

    private static Drawbridge behind;
    private static Drawbridge alone;

    @BeforeAll
    static void start() throws IOException {
        behind = filled(Drawbridge.builder().trustedProxy("127.0.0.0/8").trustedProxy("10.0.0.0/8"));
        alone = filled(Drawbridge.builder());
    }

    @AfterAll
    static void stop() {
        behind.close();
        alone.close();
    }

    private static Drawbridge filled(Drawbridge.Builder builder) throws IOException {
        Drawbridge drawbridge = builder.memory().account(ACCOUNT).start();
        RawSigner root = new RawSigner(drawbridge.rootCredentials(ACCOUNT));
        URI at = drawbridge.endpoint();
        assertThat(RawSigner.send(at, root.versionFour("PUT", "h", "/bkt", ""))).startsWith("HTTP/1.1 200");
        assertThat(RawSigner.send(at, root.versionFour("PUT", "h", "/bkt/k", "")))
                .startsWith("HTTP/1.1 200");
        String signed = root.versionFour("PUT", "h", "/bkt", "?policy=", "");
        assertThat(RawSigner.send(
                        at, signed.replace("Content-Length: 0", "Content-Length: " + POLICY.length()) + POLICY))
                .startsWith("HTTP/1.1 204");
        return drawbridge;
    }

    private static String get(Drawbridge drawbridge, String headers) throws IOException {
        RawSigner root = new RawSigner(drawbridge.rootCredentials(ACCOUNT));
        String lines = headers.isEmpty() ? "" : headers.replace("; ", "\r\n") + "\r\n";
        return RawSigner.send(drawbridge.endpoint(), root.versionFour("GET", "h", "/bkt/k", lines));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 203.0.113.7; X-Forwarded-Proto: https                        | 200",
                "X-Forwarded-For: 2001:db8::7; X-Forwarded-Proto: https                        | 200",
                "X-Forwarded-For: 1.1.1.1, 203.0.113.7, 10.2.2.2; X-Forwarded-Proto: https     | 200",
                "Forwarded: for=203.0.113.7;proto=https                                        | 200",
                "Forwarded: for=\"[2001:db8::7]:44\";proto=https, for=10.2.2.2;proto=http      | 200",
                "X-Forwarded-For: 203.0.113.7; X-Forwarded-Proto: http                         | 403",
                "X-Forwarded-For: 203.0.113.7                                                  | 403",
                "X-Forwarded-For: 198.51.100.1; X-Forwarded-Proto: https                       | 403",
                "X-Forwarded-For: 203.0.113.7, 198.51.100.1; X-Forwarded-Proto: https          | 403",
                "X-Forwarded-For: 203.0.113.7, nonsense; X-Forwarded-Proto: https              | 400",
                "X-Forwarded-For: 203.0.113.7; X-Forwarded-Proto: https; X-Forwarded-Host: a b | 400",
                "Forwarded: for=unknown;proto=https                                            | 400",
                "X-Forwarded-Proto: https                                                      | 403",
                "X-Forwarded-For: 203.0.113.7; X-Forwarded-Proto: https; Forwarded: for=1.1.1.1 | 400",
                "X-Forwarded-For: 198.51.100.1; X-Forwarded-Proto: https; Forwarded: for=203.0.113.7;proto=https | 400",
            })
    void aTrustedProxySaysWhereARequestComesFrom(String headers, int status) throws IOException {
        assertThat(get(behind, headers)).startsWith("HTTP/1.1 " + status);
        assertThat(get(alone, headers)).as("without trust").startsWith("HTTP/1.1 403");
    }

    @Test
    void withoutHeadersTheProxyIsTheClient() throws IOException {
        assertThat(get(behind, "")).startsWith("HTTP/1.1 403");
    }

    /** The host that the client signed, which the proxy did not keep in the Host field. */
    @Test
    void theForwardedHostIsSignedAndRouted() throws IOException {
        RawSigner root = new RawSigner(behind.rootCredentials(ACCOUNT));
        String request = root.versionFour(
                        "HEAD",
                        "bkt.s3.localhost",
                        "/",
                        "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: bkt.s3.localhost\r\n")
                .replace("Host: bkt.s3.localhost\r\nConn", "Host: backend:8773\r\nConn");
        assertThat(RawSigner.send(behind.endpoint(), request)).startsWith("HTTP/1.1 200");
        RawSigner other = new RawSigner(alone.rootCredentials(ACCOUNT));
        String unsaid = other.versionFour(
                        "HEAD",
                        "bkt.s3.localhost",
                        "/",
                        "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: bkt.s3.localhost\r\n")
                .replace("Host: bkt.s3.localhost\r\nConn", "Host: backend:8773\r\nConn");
        assertThat(RawSigner.send(alone.endpoint(), unsaid)).startsWith("HTTP/1.1 403");
    }
}
