// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static io.drawbridge.server.command.CommandOutcome.refused;
import static io.drawbridge.server.command.CommandOutcome.succeeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.embed.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** The keys of a ring are changed as docs/operations.md describes, on a directory. */
final class KeyRingCommandTest {
    private static final String ACCOUNT = "111111111111";

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private Path ring() {
        return data().resolve("keyring");
    }

    private Drawbridge start() throws Exception {
        return Drawbridge.builder().data(data()).account(ACCOUNT).start();
    }

    /** The ids of the keys, first the one that seals. */
    private static List<String> ids(Path ring) {
        CommandOutcome listed = CommandOutcome.execute("key-ring", "list", ring);
        assertThat(listed.exitCode()).as(listed.errors()).isZero();
        return listed.output().lines().map(line -> line.substring(0, 8)).toList();
    }

    @Test
    void keysAreAddedMadeFirstAndRemoved() throws Exception {
        Path ring = folder.resolve("ring");
        succeeds("key-ring", "create", ring);
        String first = ids(ring).get(0);
        assertThat(CommandOutcome.execute("key-ring", "list", ring).output()).isEqualTo(first + "  seals\n");
        succeeds("key-ring", "add", ring);
        assertThat(ids(ring)).hasSize(2).startsWith(first);
        String second = ids(ring).get(1);
        succeeds("key-ring", "rotate", ring, second);
        assertThat(ids(ring)).containsExactly(second, first);
        succeeds("key-ring", "rotate", ring, second);
        assertThat(ids(ring)).containsExactly(second, first);
        succeeds("key-ring", "rotate", ring);
        assertThat(ids(ring)).hasSize(3).endsWith(second, first);
        refused(
                "seals; make another one seal first",
                "key-ring",
                "remove",
                ring,
                ids(ring).get(0));
        refused("has no key 00000000", "key-ring", "remove", ring, "00000000");
        refused("has no key 00000000", "key-ring", "rotate", ring, "00000000");
        succeeds("key-ring", "remove", ring, first);
        assertThat(ids(ring)).hasSize(2).endsWith(second);
        refused("exists already", "key-ring", "create", ring);
    }

    @Test
    void theFileStaysPrivateAndNoKeyIsPrinted() throws Exception {
        Path ring = folder.resolve("ring");
        succeeds("key-ring", "create", ring);
        Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-r-----"));
        StringBuilder said = new StringBuilder();
        for (String command : List.of("add", "rotate", "list")) {
            CommandOutcome outcome = CommandOutcome.execute("key-ring", command, ring);
            said.append(outcome.output()).append(outcome.errors());
        }
        assertThat(said).doesNotContainPattern("[0-9a-f]{32}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ring)))
                .isEqualTo("rw-r-----");
        Path link = Files.createSymbolicLink(folder.resolve("link"), ring);
        succeeds("key-ring", "list", link);
        refused("is a symbolic link", "key-ring", "rotate", link);
        Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-r--r--"));
        refused("chmod 600", "key-ring", "list", ring);
    }

    @Test
    void aMasterKeyIsRetiredWhileTheServerRuns() throws Exception {
        AwsCredentials user;
        AwsCredentials session;
        try (Drawbridge server = start()) {
            AwsCredentials root = root(server);
            try (IamClient iam = iam(server, root)) {
                iam.createUser(request -> request.userName("alice"));
                AccessKey key = iam.createAccessKey(request -> request.userName("alice"))
                        .accessKey();
                user = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
            }
            session = session(server, user);
        }
        String former = ids(ring()).get(0);
        succeeds("key-ring", "rotate", ring());
        try (Drawbridge server = start()) {
            assertThat(arn(server, user)).endsWith("user/alice");
            assertThat(arn(server, session)).endsWith("user/alice");
        }
        String complete = Files.readString(ring());
        succeeds("key-ring", "remove", ring(), former);
        assertThatThrownBy(this::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("lacks the master key " + former + ", which still seals secrets")
                .hasMessageContaining("drawbridge key-ring reseal");
        Files.writeString(ring(), complete);
        try (Drawbridge server = start()) {
            CommandOutcome resealed = CommandOutcome.execute("key-ring", "reseal", "--data", data());
            assertThat(resealed.exitCode()).as(resealed.errors()).isZero();
            assertThat(resealed.output())
                    .contains("2 secrets: 2 sealed, 0 unchanged, 0 refused")
                    .contains("All secrets are sealed under " + ids(ring()).get(0));
            assertThat(CommandOutcome.execute("key-ring", "reseal", "--data", data())
                            .output())
                    .contains("2 secrets: 0 sealed, 2 unchanged, 0 refused");
            assertThat(arn(server, user)).endsWith("user/alice");
            assertThat(arn(server, session)).endsWith("user/alice");
        }
        succeeds("key-ring", "remove", ring(), former);
        assertThat(ids(ring())).hasSize(1);
        try (Drawbridge server = start()) {
            assertThat(server.rootCredentials(ACCOUNT).source()).isEqualTo(RootCredentials.Source.KEPT);
            assertThat(arn(server, user)).endsWith("user/alice");
            assertThatThrownBy(() -> arn(server, session))
                    .isInstanceOf(StsException.class)
                    .hasMessageContaining("security token");
            assertThat(arn(server, session(server, user))).endsWith("user/alice");
        }
    }

    @Test
    void aServerThatHasNotReadTheNewKeyDoesNotReseal() throws Exception {
        try (Drawbridge server = start()) {
            assertThat(server.rootCredentials()).isNotEmpty();
            succeeds("key-ring", "rotate", ring());
            refused("restart the server", "key-ring", "reseal", "--data", data());
        }
        succeeds("key-ring", "reseal", "--data", data());
    }

    @Test
    void optionsThatCannotBeCombinedAreRefused() {
        refused("give --data DIR, or --store", "key-ring", "reseal");
        refused("give --data DIR, or --store", "key-ring", "reseal", "--store", "postgresql://x@localhost/y");
        refused("holds no Drawbridge store", "key-ring", "reseal", "--data", folder.resolve("none"));
    }

    private static AwsCredentials root(Drawbridge server) {
        RootCredentials root = server.rootCredentials(ACCOUNT);
        return AwsBasicCredentials.create(root.accessKeyId(), root.secretAccessKey());
    }

    private static AwsCredentials session(Drawbridge server, AwsCredentials user) {
        try (StsClient sts = sts(server, user)) {
            Credentials credentials = sts.getSessionToken().credentials();
            return AwsSessionCredentials.create(
                    credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
        }
    }

    private static String arn(Drawbridge server, AwsCredentials credentials) {
        try (StsClient sts = sts(server, credentials)) {
            return sts.getCallerIdentity().arn();
        }
    }

    private static StsClient sts(Drawbridge server, AwsCredentials credentials) {
        return StsClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static IamClient iam(Drawbridge server, AwsCredentials credentials) {
        return IamClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
