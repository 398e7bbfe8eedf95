// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.tls.OpenSsl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A server with a port for HTTP and one for HTTPS, and the clients of both. */
@Timeout(300)
final class HttpsTest {
    private static final int LARGE = 24 << 20;
    private static final String DENY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",
            "Resource":["arn:aws:s3:::BUCKET","arn:aws:s3:::BUCKET/*"],
            "Condition":{"Bool":{"aws:SecureTransport":"SECURE"}}}]}""";

    @TempDir
    private static Path folder;

    private static OpenSsl.Pair pair;
    private static World world;
    private static URI https;
    private static RealClient client;
    private static Keys root;
    private static Path large;
    private static byte[] bytes;

    @BeforeAll
    static void start() throws IOException {
        pair = new OpenSsl(folder).selfSigned("server");
        world = World.start(
                builder -> builder.tls(pair.certificate(), pair.key()).tlsPort(0));
        https = world.drawbridge().tlsEndpoint().orElseThrow();
        client = RealClient.at(https.toString()).trusting(pair.certificate());
        root = world.root(World.PRODUCTION);
        bytes = new byte[LARGE];
        new Random(11).nextBytes(bytes);
        large = Files.write(folder.resolve("large"), bytes);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static S3Client s3(URI endpoint, Path trusted) {
        return world.s3(root, builder -> builder.endpointOverride(endpoint)
                .httpClient(UrlConnectionHttpClient.builder()
                        .tlsTrustManagersProvider(
                                () -> TlsClient.trusting(trusted).trusted())
                        .build()));
    }

    @Test
    void bothPortsAnswer() {
        assertThat(world.drawbridge().endpoint().getScheme()).isEqualTo("http");
        assertThat(https.getScheme()).isEqualTo("https");
        assertThat(https.getPort()).isNotEqualTo(world.drawbridge().endpoint().getPort());
    }

    @Test
    void theSdkForJavaPutsGetsAndReadsRanges() {
        S3Client s3 = s3(https, pair.certificate());
        s3.createBucket(r -> r.bucket("java"));
        s3.putObject(r -> r.bucket("java").key("large"), RequestBody.fromBytes(bytes));
        assertThat(s3.getObjectAsBytes(r -> r.bucket("java").key("large")).asByteArrayUnsafe())
                .isEqualTo(bytes);
        for (int from : new int[] {0, 1, 65_535, 65_536, 1_000_003, LARGE - 70_000, LARGE - 1}) {
            int to = Math.min(LARGE, from + 200_001);
            assertThat(s3.getObjectAsBytes(r -> r.bucket("java").key("large").range("bytes=" + from + "-" + (to - 1)))
                            .asByteArrayUnsafe())
                    .isEqualTo(Arrays.copyOfRange(bytes, from, to));
        }
        s3.putObject(r -> r.bucket("java").key("small"), RequestBody.fromString("v"));
        assertThat(s3.getObjectAsBytes(r -> r.bucket("java").key("small")).asUtf8String())
                .isEqualTo("v");
        s3.copyObject(r -> r.sourceBucket("java")
                .sourceKey("large")
                .destinationBucket("java")
                .destinationKey("copy"));
        assertThat(s3.headObject(r -> r.bucket("java").key("copy")).contentLength())
                .isEqualTo(LARGE);
    }

    @Test
    void aCertificateThatTheClientDoesNotTrustIsNoCertificate() {
        OpenSsl.Pair other = new OpenSsl(folder).selfSigned("other");
        assertThatThrownBy(() -> s3(https, other.certificate()).listBuckets()).hasMessageContaining("PKIX");
    }

    @Test
    void boto3PutsGetsAndPresigns() {
        assertThat(client.python("https_walk.py", root.accessKeyId(), root.secretAccessKey(), "boto", large.toString())
                        .succeeded()
                        .output()
                        .lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("ok "));
    }

    @Test
    void theAwsCliCopiesBothWays() throws IOException {
        RealClient cli = client.as(root);
        cli.aws("s3", "mb", "s3://cli").succeeded();
        cli.aws("s3", "cp", large.toString(), "s3://cli/large").succeeded();
        Path copy = folder.resolve("cli-copy");
        cli.aws("s3", "cp", "s3://cli/large", copy.toString()).succeeded();
        assertThat(copy).hasSameBinaryContentAs(large);
        RealClient bundle = RealClient.at(https.toString()).as(root);
        bundle.aws("--ca-bundle", pair.certificate().toString(), "s3", "ls", "s3://cli")
                .succeeded();
        bundle.aws("s3", "ls", "s3://cli").failedWith("SSL validation failed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void s3cmdCopiesBothWays(boolean version2) throws IOException {
        String bucket = version2 ? "s3://s3cmd-2" : "s3://s3cmd-4";
        client.s3cmd(root, version2, "mb", bucket).succeeded();
        client.s3cmd(root, version2, "put", large.toString(), bucket + "/large").succeeded();
        Path copy = folder.resolve("s3cmd-copy-" + version2);
        client.s3cmd(root, version2, "get", bucket + "/large", copy.toString()).succeeded();
        assertThat(copy).hasSameBinaryContentAs(large);
    }

    /** The usual policy, and its opposite, each through both ports. */
    @ParameterizedTest
    @CsvSource({"false, http", "true, https"})
    void aDenyByTransportDeniesItAndNoOther(String denied, String deniedScheme) {
        String bucket = "deny-" + deniedScheme;
        Keys user = world.user(World.PRODUCTION, "by-" + deniedScheme, World.allow("s3:*", "*"));
        world.s3(root).createBucket(r -> r.bucket(bucket));
        world.s3(root).putObject(r -> r.bucket(bucket).key("k"), RequestBody.fromString("v"));
        S3Client plain = world.s3(user);
        S3Client secure = world.s3(user, builder -> builder.endpointOverride(https)
                .httpClient(UrlConnectionHttpClient.builder()
                        .tlsTrustManagersProvider(
                                () -> TlsClient.trusting(pair.certificate()).trusted())
                        .build()));
        S3Client allowed = deniedScheme.equals("http") ? secure : plain;
        S3Client refused = deniedScheme.equals("http") ? plain : secure;
        refused.getObjectAsBytes(r -> r.bucket(bucket).key("k"));
        allowed.putBucketPolicy(
                r -> r.bucket(bucket).policy(DENY.replace("BUCKET", bucket).replace("SECURE", denied)));
        assertThat(allowed.getObjectAsBytes(r -> r.bucket(bucket).key("k")).asUtf8String())
                .isEqualTo("v");
        assertThatThrownBy(() -> refused.getObjectAsBytes(r -> r.bucket(bucket).key("k")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsServeManyRequestsOnOneConnection(String version) throws IOException {
        try (SSLSocket socket = TlsClient.trusting(pair.certificate()).connect(https, version)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            for (int i = 0; i < 50; i++) {
                assertThat(health(socket)).contains("HTTP/1.1 200").contains("\"ok\"");
            }
        }
    }

    @Test
    void olderVersionsAreRefused() {
        assertThatThrownBy(() -> TlsClient.trusting(pair.certificate()).connect(https, "TLSv1.1"))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aPlainRequestIsAnsweredWith400() throws IOException {
        try (Socket socket = new Socket(https.getHost(), https.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400 Bad Request")
                    .contains("HTTP request to a port for HTTPS");
        }
    }

    @Test
    void aClientThatDoesNotShakeHandsIsCutOff() throws IOException {
        try (Socket socket = new Socket(https.getHost(), https.getPort())) {
            socket.setSoTimeout(30_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** The end of the response is sent while the client still sends: it must read the answer all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aRefusedUploadIsAnswered(String version) throws IOException {
        try (SSLSocket socket = TlsClient.trusting(pair.certificate()).connect(https, version)) {
            OutputStream out = socket.getOutputStream();
            out.write(("PUT /nobody/k HTTP/1.1\r\nHost: h\r\nContent-Length: " + (4 << 20) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, 0, 2 << 20);
            out.flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                answer.write(b);
            }
            assertThat(answer.toString(StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 40")
                    .contains("</Error>");
        }
    }

    private static String health(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /_/health HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        StringBuilder answer = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (answer.indexOf("}\n") < 0) {
            int b = in.read();
            assertThat(b).as("a byte after: %s", answer).isNotNegative();
            answer.append((char) b);
        }
        return answer.toString();
    }
}
