// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.tls.OpenSsl;
import io.drawbridge.server.tls.TlsLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of a running server is replaced while connections stay open. */
@Timeout(120)
final class CertificateReloadTest {
    @TempDir
    private Path folder;

    private OpenSsl.Pair first;
    private OpenSsl.Pair second;
    private Path certificate;
    private Path key;
    private TlsClient client;

    @BeforeEach
    void make() throws IOException {
        OpenSsl openSsl = new OpenSsl(folder);
        first = openSsl.selfSigned("first");
        second = openSsl.selfSigned("second", "rsa:2048");
        certificate = Files.copy(first.certificate(), folder.resolve("live.crt"));
        key = Files.copy(first.key(), folder.resolve("live.key"));
        client = TlsClient.trusting(first.certificate(), second.certificate());
    }

    @Test
    void aNewCertificateIsUsedAndNoConnectionIsLost() throws IOException {
        try (Drawbridge drawbridge = Drawbridge.builder().tls(certificate, key).start()) {
            URI https = drawbridge.endpoint();
            assertThat(drawbridge.tlsEndpoint()).hasValue(https);
            try (SSLSocket old = client.connect(https, "TLSv1.2");
                    SSLSocket oldToo = client.connect(https, "TLSv1.3")) {
                assertThat(answers(old)).isTrue();
                assertThat(subject(https)).isEqualTo("CN=first");
                replace(second);
                awaitSubject(https, "CN=second");
                assertThat(answers(old)).isTrue();
                assertThat(answers(oldToo)).isTrue();
            }
        }
    }

    @Test
    void aBrokenCertificateLeavesTheOldOneInUse() throws IOException {
        try (Drawbridge drawbridge = Drawbridge.builder().tls(certificate, key).start()) {
            URI https = drawbridge.endpoint();
            Files.writeString(certificate, "no certificate\n");
            Files.writeString(key, "no key\n");
            staysFirst(https);
            Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
            staysFirst(https);
            replace(second);
            awaitSubject(https, "CN=second");
        }
    }

    private void replace(OpenSsl.Pair pair) throws IOException {
        Path newKey = Files.copy(pair.key(), folder.resolve("new.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(newKey, key, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.copy(pair.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    }

    /** For longer than the server leaves the files unread. */
    private void staysFirst(URI https) throws IOException {
        long end = System.nanoTime() + TlsLimits.RELOAD_PERIOD.multipliedBy(2).toNanos();
        while (System.nanoTime() < end) {
            assertThat(subject(https)).isEqualTo("CN=first");
        }
    }

    private void awaitSubject(URI https, String expected) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String subject = subject(https);
        while (!subject.equals(expected) && System.nanoTime() < end) {
            subject = subject(https);
        }
        assertThat(subject).isEqualTo(expected);
    }

    private String subject(URI https) throws IOException {
        try (SSLSocket socket = client.connect(https, "TLSv1.3")) {
            assertThat(answers(socket)).isTrue();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static boolean answers(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET /_/health HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (answer.indexOf("}\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return false;
            }
            answer.append((char) b);
        }
        return answer.indexOf("HTTP/1.1 200") == 0;
    }
}
