// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures of version 2 can be switched off, and their links end. */
final class VersionTwoTest {
    private static final String ACCOUNT = "111122223333";

    private static String link(RawSigner signer, long expires) {
        String signature = signer.sha1("GET\n\n\n" + expires + "\n/bkt");
        return RawSigner.request(
                "GET",
                "h",
                "/bkt?AWSAccessKeyId=" + signer.accessKeyId() + "&Expires=" + expires + "&Signature="
                        + URLEncoder.encode(signature, StandardCharsets.UTF_8),
                "");
    }

    @ParameterizedTest
    @CsvSource({"60, 200", "604800, 200", "700000, 400", "700000000, 400", "-60, 403"})
    void aLinkIsGoodForAWeekAtMost(long seconds, int status) throws IOException {
        try (Drawbridge drawbridge =
                Drawbridge.builder().memory().account(ACCOUNT).start()) {
            RawSigner root = new RawSigner(drawbridge.rootCredentials(ACCOUNT));
            assertThat(RawSigner.send(drawbridge.endpoint(), root.versionTwo("PUT", "h", "/bkt", "/bkt")))
                    .startsWith("HTTP/1.1 200");
            assertThat(RawSigner.send(
                            drawbridge.endpoint(), link(root, Instant.now().getEpochSecond() + seconds)))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void whereItIsSwitchedOffOnlyVersionFourIsAccepted() throws IOException {
        try (Drawbridge drawbridge = Drawbridge.builder()
                .memory()
                .account(ACCOUNT)
                .withoutSignatureVersion2()
                .start()) {
            RawSigner root = new RawSigner(drawbridge.rootCredentials(ACCOUNT));
            assertThat(RawSigner.send(drawbridge.endpoint(), root.versionFour("PUT", "h", "/bkt", "")))
                    .startsWith("HTTP/1.1 200");
            String text = "<Message>The authorization mechanism you have provided is not supported. Please use"
                    + " AWS4-HMAC-SHA256.</Message>";
            assertThat(RawSigner.send(drawbridge.endpoint(), root.versionTwo("GET", "h", "/bkt", "/bkt")))
                    .startsWith("HTTP/1.1 400")
                    .contains("<Code>InvalidRequest</Code>", text);
            assertThat(RawSigner.send(
                            drawbridge.endpoint(), link(root, Instant.now().getEpochSecond() + 60)))
                    .startsWith("HTTP/1.1 400")
                    .contains("<Code>InvalidRequest</Code>", text);
            String form =
                    "Action=ListUsers&Version=2010-05-08&SignatureVersion=2&SignatureMethod=HmacSHA256&Signature=x"
                            + "&AWSAccessKeyId=" + root.accessKeyId() + "&Timestamp=2026-11-22T10%3A14%3A59Z";
            assertThat(RawSigner.send(
                            drawbridge.endpoint(),
                            "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Type:"
                                    + " application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                                    + "\r\n\r\n"
                                    + form))
                    .startsWith("HTTP/1.1 400")
                    .contains("<Code>IncompleteSignature</Code>", text);
        }
    }
}
