// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Requests after each other on one connection, by real clients, most of which ask for {@code 100 Continue}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1">RFC 9110, 10.1.1</a>
 */
final class ConnectionSequencesTest {
    private static final String BUCKET = "sequences";
    private static final String FORBIDDEN = "forbidden";
    private static final int LARGE_LENGTH = 3 << 20;

    private static World world;
    private static Keys root;

    @BeforeAll
    static void start() {
        world = World.start();
        root = world.root(World.PRODUCTION);
        world.s3(root).createBucket(r -> r.bucket(BUCKET));
        world.s3(world.root(World.DEVELOPMENT)).createBucket(r -> r.bucket(FORBIDDEN));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void boto3SendsEveryKindOfRequestAfterEveryOther() {
        assertThat(world.client()
                        .python("boto3_sequences.py", root.accessKeyId(), root.secretAccessKey(), BUCKET, FORBIDDEN)
                        .succeeded()
                        .output()
                        .lines())
                .hasSize(15)
                .allMatch(line -> line.startsWith("ok "));
    }

    @Test
    void theJavaScriptSdkSendsEveryKindOfRequestAfterEveryOther() {
        assertThat(world.client()
                        .as(root)
                        .javaScript("sequences.mjs", BUCKET, FORBIDDEN)
                        .succeeded()
                        .output()
                        .lines())
                .hasSize(9)
                .allMatch(line -> line.startsWith("ok "));
    }

    @Test
    void theAwsCliSyncsAFolderWithEmptyFiles() throws IOException {
        try (Scratch scratch = new Scratch()) {
            Path folder = Files.createDirectory(scratch.file("folder"));
            for (int i = 0; i < 6; i++) {
                Files.createFile(folder.resolve("empty-" + i));
                Files.writeString(folder.resolve("small-" + i), "small");
            }
            Files.write(folder.resolve("large"), new byte[LARGE_LENGTH]);
            RealClient client = world.client().as(root);
            client.aws("s3", "sync", folder.toString(), "s3://" + BUCKET + "/synced")
                    .succeeded();
            assertThat(client.aws("s3", "ls", "s3://" + BUCKET + "/synced/")
                            .succeeded()
                            .output()
                            .lines())
                    .hasSize(13);
        }
    }

    @Test
    void curlGetsTheContinueForEmptyAndFullBodiesOnOneConnection() throws IOException {
        try (Scratch scratch = new Scratch()) {
            String empty = Files.createFile(scratch.file("empty")).toString();
            String small = Files.writeString(scratch.file("small"), "small").toString();
            String large =
                    Files.write(scratch.file("large"), new byte[LARGE_LENGTH]).toString();
            List<String> words = new ArrayList<>();
            for (String file : List.of(empty, small, empty, large, empty)) {
                words.addAll(List.of("--upload-file", file, world.endpoint() + "/" + BUCKET + "/curl"));
            }
            RealClient.Outcome outcome = world.client().curl(root, words).succeeded();
            // Status, number of new connections, then the interim responses that curl saw.
            assertThat(outcome.output().lines()).containsExactly("200 1", "200 0", "200 0", "200 0", "200 0");
            assertThat(outcome.errors().lines().filter(line -> line.startsWith("< HTTP/1.1 100 Continue")))
                    .hasSize(5);
        }
    }

    @Test
    void curlGetsNoContinueForARefusalAndANewConnectionAfterIt() throws IOException {
        try (Scratch scratch = new Scratch()) {
            String small = Files.writeString(scratch.file("small"), "small").toString();
            List<String> words = List.of(
                    "--upload-file",
                    small,
                    world.endpoint() + "/" + FORBIDDEN + "/curl",
                    "--upload-file",
                    small,
                    world.endpoint() + "/" + BUCKET + "/curl");
            RealClient.Outcome outcome = world.client().curl(root, words).succeeded();
            // The first of them follows the body of the refusal.
            assertThat(outcome.output()
                            .lines()
                            .map(line -> line.replaceFirst(".*>", ""))
                            .filter(line -> !line.isBlank()))
                    .containsExactly("403 1", "200 1");
            assertThat(outcome.errors().lines().filter(line -> line.startsWith("< HTTP/1.1 100 Continue")))
                    .hasSize(1);
        }
    }

    /** No byte follows an empty body, so the connection goes on after the refusal. */
    @Test
    void curlGetsTheContinueBeforeTheRefusalOfAnEmptyBodyAndKeepsItsConnection() throws IOException {
        try (Scratch scratch = new Scratch()) {
            String empty = Files.createFile(scratch.file("empty")).toString();
            List<String> words = List.of(
                    "--upload-file",
                    empty,
                    world.endpoint() + "/" + FORBIDDEN + "/curl",
                    "--upload-file",
                    empty,
                    world.endpoint() + "/" + BUCKET + "/curl");
            RealClient.Outcome outcome = world.client().curl(root, words).succeeded();
            assertThat(outcome.output()
                            .lines()
                            .map(line -> line.replaceFirst(".*>", ""))
                            .filter(line -> !line.isBlank()))
                    .containsExactly("403 1", "200 0");
            assertThat(outcome.errors().lines().filter(line -> line.startsWith("< HTTP/1.1 100 Continue")))
                    .hasSize(2);
        }
    }

    @Test
    void theJdkClientThatExpectsAContinueGetsItsAnswers() throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(world.drawbridge().endpoint())
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(root.sdk()))
                .build()) {
            for (int length : new int[] {0, 5, 0, LARGE_LENGTH, 0, 0}) {
                URI link = URI.create(presigner
                        .presignPutObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                                .putObjectRequest(r -> r.bucket(BUCKET).key("jdk")))
                        .url()
                        .toString());
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(link)
                                .expectContinue(true)
                                .timeout(Duration.ofSeconds(20))
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[length]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(world.s3(root)
                                .headObject(r -> r.bucket(BUCKET).key("jdk"))
                                .contentLength())
                        .isEqualTo(length);
            }
        }
    }

    @Test
    void theJavaSdkGoesOnAfterRefusalsAndEmptyBodies() {
        try (S3Client s3 = world.s3(root)) {
            for (int round = 0; round < 3; round++) {
                for (int length : new int[] {0, 5, LARGE_LENGTH}) {
                    s3.putObject(r -> r.bucket(BUCKET).key("java"), RequestBody.fromBytes(new byte[length]));
                    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("java")).contentLength())
                            .isEqualTo(length);
                    assertThat(catchRefusal(s3, length)).isEqualTo(403);
                }
            }
        }
    }

    /** The SDK writes a list into several fields of one header. */
    @Test
    void theJavaSdkAsksForSeveralAttributes() {
        try (S3Client s3 = world.s3(root)) {
            s3.putObject(r -> r.bucket(BUCKET).key("attributes"), RequestBody.fromString("abc"));
            GetObjectAttributesResponse attributes = s3.getObjectAttributes(r -> r.bucket(BUCKET)
                    .key("attributes")
                    .objectAttributes(ObjectAttributes.E_TAG, ObjectAttributes.OBJECT_SIZE));
            assertThat(attributes.objectSize()).isEqualTo(3);
            assertThat(attributes.eTag()).isNotEmpty();
        }
    }

    private static int catchRefusal(S3Client s3, int length) {
        try {
            s3.putObject(r -> r.bucket(FORBIDDEN).key("java"), RequestBody.fromBytes(new byte[length]));
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }
}
