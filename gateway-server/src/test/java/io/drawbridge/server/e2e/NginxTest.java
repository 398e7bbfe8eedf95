// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.tls.OpenSsl;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of nginx in docs/operations.md, with clients in front of it and a server behind it. */
@Timeout(300)
final class NginxTest {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final Path DOCUMENT = Path.of("../docs/operations.md");
    private static final int ATTEMPTS = 5;

    @TempDir
    private static Path folder;

    private static World world;
    private static Process nginx;
    private static int port;
    private static RealClient client;
    private static Keys root;
    private static Path large;

    @BeforeAll
    static void start() throws Exception {
        assertThat(NGINX).as("nginx; scripts/test installs it").exists();
        OpenSsl.Pair pair = new OpenSsl(folder).selfSigned("proxy");
        world = World.start(builder -> builder.trustedProxy("127.0.0.1"));
        startNginx(pair);
        client = RealClient.at("https://127.0.0.1:" + port).trusting(pair.certificate());
        root = world.root(World.PRODUCTION);
        byte[] bytes = new byte[24 << 20];
        new Random(3).nextBytes(bytes);
        large = Files.write(folder.resolve("large"), bytes);
    }

    /** Another process may take the port between its choice and its use. */
    private static void startNginx(OpenSsl.Pair pair) throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            Path configuration = Files.writeString(folder.resolve("nginx.conf"), configuration(pair));
            Path log = folder.resolve("nginx.log");
            nginx = new ProcessBuilder(
                            NGINX.toString(),
                            "-p",
                            folder.toString(),
                            "-c",
                            configuration.toString(),
                            "-e",
                            log.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("nginx.out").toFile())
                    .start();
            if (listens()) {
                return;
            }
            nginx.destroyForcibly().waitFor();
        }
        throw new AssertionError("nginx did not start: " + Files.readString(folder.resolve("nginx.log"))
                + Files.readString(folder.resolve("nginx.out")));
    }

    private static boolean listens() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (nginx.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected() && nginx.isAlive();
            } catch (ConnectException e) {
                Thread.onSpinWait();
            }
        }
        return false;
    }

    /** The block of the document, with the addresses and files of this test. */
    private static String configuration(OpenSsl.Pair pair) throws IOException {
        Matcher block = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).as("a block of nginx in %s", DOCUMENT).isTrue();
        String server = block.group(1)
                .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;")
                .replace("/etc/ssl/s3.example.com.crt", pair.certificate().toString())
                .replace("/etc/ssl/s3.example.com.key", pair.key().toString())
                .replace(
                        "127.0.0.1:8773",
                        "127.0.0.1:" + world.drawbridge().endpoint().getPort());
        assertThat(server).contains(pair.key().toString(), "127.0.0.1:" + port + " ssl");
        return "daemon off;\nworker_processes 1;\npid " + folder.resolve("nginx.pid") + ";\nevents {}\nhttp {\n"
                + List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi").stream()
                        .map(kind -> kind + "_temp_path " + folder.resolve(kind) + ";\n")
                        .reduce("", String::concat)
                + "access_log off;\n" + server + "}\n";
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (nginx != null) {
            nginx.destroy();
            if (!nginx.waitFor(20, TimeUnit.SECONDS)) {
                nginx.destroyForcibly();
            }
        }
        world.close();
    }

    @Test
    void signaturesSurviveAndLargeObjectsPass() throws IOException {
        assertThat(client.python("https_walk.py", root.accessKeyId(), root.secretAccessKey(), "boto", large.toString())
                        .succeeded()
                        .output()
                        .lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("ok "));
        RealClient cli = client.as(root);
        cli.aws("s3", "mb", "s3://cli").succeeded();
        cli.aws("s3", "cp", large.toString(), "s3://cli/large").succeeded();
        Path copy = folder.resolve("copy");
        cli.aws("s3", "cp", "s3://cli/large", copy.toString()).succeeded();
        assertThat(copy).hasSameBinaryContentAs(large);
        for (boolean version2 : new boolean[] {false, true}) {
            client.s3cmd(root, version2, "put", large.toString(), "s3://cli/a b+c%2F\u00e9")
                    .succeeded();
            client.s3cmd(root, version2, "get", "--force", "s3://cli/a b+c%2F\u00e9", copy.toString())
                    .succeeded();
            assertThat(copy).hasSameBinaryContentAs(large);
        }
        cli.aws("iam", "list-users").succeeded();
        assertThat(cli.aws("sts", "get-caller-identity").succeeded().output()).contains(World.PRODUCTION);
    }

    /** nginx answers {@code Expect: 100-continue} itself, so the client sends a body that nobody wants. */
    @Test
    void theRefusalOfALargeUploadReachesTheClient() {
        Keys stranger = world.user(World.DEVELOPMENT, "stranger");
        world.s3(root).createBucket(r -> r.bucket("closed"));
        client.as(stranger)
                .aws("s3api", "put-object", "--bucket", "closed", "--key", "k", "--body", large.toString())
                .failedWith("AccessDenied");
    }

    @Test
    void policiesSeeTheClientAndItsTransport() {
        world.s3(root).createBucket(r -> r.bucket("seen"));
        RealClient cli = client.as(world.user(World.PRODUCTION, "seen", World.allow("s3:*", "*")));
        cli.aws("s3", "ls", "s3://seen").succeeded();
        deny("seen", "\"Bool\":{\"aws:SecureTransport\":\"false\"}");
        cli.aws("s3", "ls", "s3://seen").succeeded();
        RealClient plain = world.client().as(world.user(World.PRODUCTION, "plain", World.allow("s3:*", "*")));
        plain.aws("s3", "ls", "s3://seen").failedWith("AccessDenied");
        deny("seen", "\"IpAddress\":{\"aws:SourceIp\":\"127.0.0.1\"}");
        cli.aws("s3", "ls", "s3://seen").failedWith("AccessDenied");
        deny("seen", "\"Bool\":{\"aws:SecureTransport\":\"true\"}");
        cli.aws("s3", "ls", "s3://seen").failedWith("AccessDenied");
        plain.aws("s3", "ls", "s3://seen").succeeded();
    }

    /** The fields that a client sends do not get past the proxy. */
    @Test
    void aClientCannotClaimAnotherAddress() throws IOException {
        world.s3(root).createBucket(r -> r.bucket("claimed"));
        world.s3(root).putBucketPolicy(r -> r.bucket("claimed")
                .policy(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":"
                                + "\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::claimed\",\"Condition\":{\"IpAddress\":"
                                + "{\"aws:SourceIp\":\"203.0.113.0/24\"}}}]}"));
        for (String header : List.of(
                "X-Forwarded-For: 203.0.113.7",
                "Forwarded: for=203.0.113.7;proto=https",
                "X-Forwarded-Host: claimed.s3.localhost",
                "X-Real-IP: 203.0.113.7")) {
            assertThat(client.curlPlainly(List.of("--header", header, "https://127.0.0.1:" + port + "/claimed"))
                            .succeeded()
                            .output())
                    .as(header)
                    .contains("<Code>AccessDenied</Code>");
        }
    }

    private static void deny(String bucket, String condition) {
        world.s3(root).putBucketPolicy(r -> r.bucket(bucket)
                .policy(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":"
                                + "\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::" + bucket + "\",\"Condition\":{"
                                + condition
                                + "}}]}"));
    }
}
