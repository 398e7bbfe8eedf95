// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.embed.StartException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** A server that keeps its data: what is found again, by whom, and what a thief of the files learns. */
final class DurableServerTest {
    private static final String ACCOUNT = "111111111111";

    @TempDir
    private Path folder;

    private Drawbridge start() throws Exception {
        return Drawbridge.builder()
                .data(folder.resolve("data"))
                .account(ACCOUNT)
                .start();
    }

    @Test
    void aSecondStartFindsEverythingAndOldSessionsGoOn() throws Exception {
        Keys root;
        Keys user;
        Keys session;
        try (Drawbridge first = start()) {
            RootCredentials made = first.rootCredentials(ACCOUNT);
            assertThat(made.source()).isEqualTo(RootCredentials.Source.GENERATED);
            root = Keys.of(made);
            AccessKey key = makeUser(iam(first, root));
            user = Keys.of(key);
            session = Keys.of(sts(first, user).getSessionToken().credentials());
            s3(first, user).createBucket(request -> request.bucket("kept"));
            s3(first, user).putObject(request -> request.bucket("kept").key("small"), RequestBody.fromString("four"));
            s3(first, user)
                    .putObject(
                            request -> request.bucket("kept").key("large"), RequestBody.fromBytes(new byte[3 << 20]));
        }
        try (Drawbridge second = start()) {
            RootCredentials kept = second.rootCredentials(ACCOUNT);
            assertThat(kept.source()).isEqualTo(RootCredentials.Source.KEPT);
            assertThat(Keys.of(kept)).isEqualTo(root);
            assertThat(iam(second, root).listUsers().users()).hasSize(1);
            for (Keys keys : List.of(user, session)) {
                assertThat(s3(second, keys)
                                .getObjectAsBytes(
                                        request -> request.bucket("kept").key("small"))
                                .asUtf8String())
                        .isEqualTo("four");
                assertThat(s3(second, keys)
                                .getObjectAsBytes(
                                        request -> request.bucket("kept").key("large"))
                                .asByteArray())
                        .hasSize(3 << 20);
            }
            Keys stranger = new Keys(user.accessKeyId(), "0".repeat(40), null);
            assertThatThrownBy(() -> s3(second, stranger).listBuckets()).hasMessageContaining("signature");
        }
    }

    @Test
    void aStartThatNamesNoAccountAddsNoneToAStoreThatHasSome() throws Exception {
        Keys root;
        try (Drawbridge first = start()) {
            root = Keys.of(first.rootCredentials(ACCOUNT));
        }
        try (Drawbridge second =
                Drawbridge.builder().data(folder.resolve("data")).start()) {
            assertThat(second.rootCredentials()).isEmpty();
            assertThat(iam(second, root).listUsers().users()).isEmpty();
        }
        try (Drawbridge fresh =
                Drawbridge.builder().data(folder.resolve("fresh")).start()) {
            assertThat(fresh.rootCredentials()).hasSize(1);
        }
    }

    /** A read that waits for nothing is handled on the event loop, where nothing can be written. */
    @Test
    void theUseOfAKeyThatOnlyReadsWhatIsInMemoryIsNoted() throws Exception {
        try (Drawbridge server = Drawbridge.builder()
                .data(folder.resolve("data"))
                .account(ACCOUNT)
                .testClock()
                .start()) {
            IamClient iam = iam(server, Keys.of(server.rootCredentials(ACCOUNT)));
            AccessKey key = makeUser(iam);
            S3Client s3 = s3(server, Keys.of(key));
            s3.createBucket(request -> request.bucket("kept"));
            s3.putObject(request -> request.bucket("kept").key("small"), RequestBody.fromString("four"));
            Instant last = Instant.MIN;
            for (int hour = 0; hour < 4; hour++) {
                for (int i = 0; i < 4; i++) {
                    assertThat(s3.getObjectAsBytes(
                                            request -> request.bucket("kept").key("small"))
                                    .asUtf8String())
                            .isEqualTo("four");
                }
                Instant used = iam.getAccessKeyLastUsed(request -> request.accessKeyId(key.accessKeyId()))
                        .accessKeyLastUsed()
                        .lastUsedDate();
                assertThat(used).isAfterOrEqualTo(last);
                last = used.plusSeconds(3_000);
                server.testClock().orElseThrow().advance(Duration.ofHours(1));
            }
        }
    }

    @Test
    void rootKeysAreKeptInAFileForTheirOwnerAndUsableFromThere() throws Exception {
        try (Drawbridge server = start()) {
            Path file = folder.resolve("data/root-credentials");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            RootCredentials root = server.rootCredentials(ACCOUNT);
            assertThat(Files.readString(file))
                    .contains("[default]", "[" + ACCOUNT + "]")
                    .contains("aws_access_key_id = " + root.accessKeyId())
                    .contains("aws_secret_access_key = " + root.secretAccessKey());
            Files.delete(file);
        }
        start().close();
        assertThat(folder.resolve("data/root-credentials")).doesNotExist();
    }

    @Test
    void aCopyWithoutItsRingShowsNoSecretAndDoesNotStart() throws Exception {
        List<String> secrets = new ArrayList<>();
        try (Drawbridge server = start()) {
            Keys root = Keys.of(server.rootCredentials(ACCOUNT));
            secrets.add(root.secretAccessKey());
            AccessKey key = makeUser(iam(server, root));
            secrets.add(key.secretAccessKey());
            copyWithoutSecrets(secrets, "running");
            assertThat(filesWith(folder.resolve("running"), key.accessKeyId())).isNotEmpty();
        }
        copyWithoutSecrets(secrets, "stopped");
        assertThatThrownBy(() -> Drawbridge.builder()
                        .data(folder.resolve("stopped"))
                        .account(ACCOUNT)
                        .start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("the key ring " + folder.resolve("stopped/keyring") + " is missing");
    }

    private void copyWithoutSecrets(List<String> secrets, String name) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(file -> !file.endsWith("control")).toList()) {
                String relative = folder.resolve("data").relativize(file).toString();
                if (!relative.equals("keyring") && !relative.equals("root-credentials")) {
                    Files.copy(file, copy.resolve(relative));
                }
            }
        }
        for (String secret : secrets) {
            assertThat(filesWith(copy, secret)).isEmpty();
        }
    }

    private static List<Path> filesWith(Path copy, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static AccessKey makeUser(IamClient iam) {
        iam.createUser(request -> request.userName("u"));
        iam.attachUserPolicy(request -> request.userName("u").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        return iam.createAccessKey(request -> request.userName("u")).accessKey();
    }

    private static IamClient iam(Drawbridge server, Keys keys) {
        return IamClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static StsClient sts(Drawbridge server, Keys keys) {
        return StsClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static S3Client s3(Drawbridge server, Keys keys) {
        URI endpoint = server.endpoint();
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
