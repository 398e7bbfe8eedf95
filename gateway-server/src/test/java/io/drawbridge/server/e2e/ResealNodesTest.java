// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.codec.RecordWriter;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.crypto.SealedToken;
import io.drawbridge.core.kv.Key;
import io.drawbridge.iam.store.AccessKeyTable;
import io.drawbridge.iam.store.IamSpaces;
import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.Main;
import io.drawbridge.server.data.KeyRingFile;
import io.drawbridge.server.data.SharedStore;
import io.drawbridge.server.embed.StartException;
import io.drawbridge.server.engine.postgres.PostgresServer;
import io.drawbridge.server.storage.SharedRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** A master key is replaced while nodes of a shared store run, as docs/operations.md describes. */
final class ResealNodesTest {
    private static final String ACCOUNT = "111111111111";
    private static final Key HEADER = SharedStore.SPACE.key().text("header").key();

    private static PostgresServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startDatabase() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        server.close();
    }

    private Drawbridge node(String url, Path ring) throws Exception {
        return Drawbridge.builder()
                .postgres(url)
                .blobs(folder.resolve("blobs").toString())
                .keyRing(ring)
                .account(ACCOUNT)
                .start();
    }

    private static void runs(String... words) {
        assertThat(Main.commandLine().execute(words)).as(Arrays.toString(words)).isZero();
    }

    private static String id(Path ring, int index) throws IOException {
        KeyRing only = new KeyRing(KeyRingFile.masters(ring).subList(index, index + 1));
        return HexFormat.of().toHexDigits(only.currentId());
    }

    private Path copy(Path ring, String name) throws IOException {
        return Files.copy(ring, folder.resolve(name));
    }

    private static String arn(Drawbridge node, Keys keys) {
        try (StsClient sts = StsClient.builder()
                .endpointOverride(node.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys.sdk()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return sts.getCallerIdentity().arn();
        }
    }

    private static Keys user(Drawbridge node, String name) {
        try (IamClient iam = IamClient.builder()
                .endpointOverride(node.endpoint())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(
                        Keys.of(node.rootCredentials(ACCOUNT)).sdk()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            iam.createUser(request -> request.userName(name));
            return Keys.of(
                    iam.createAccessKey(request -> request.userName(name)).accessKey());
        }
    }

    @Test
    void nodesGoOnWhileTheirMasterKeyIsReplaced() throws Exception {
        String url = server.newDatabase();
        Path first = folder.resolve("first");
        runs("key-ring", "create", first.toString());
        String former = id(first, 0);
        Keys alice;
        try (Drawbridge node = node(url, first)) {
            alice = user(node, "alice");
        }
        Path added = copy(first, "added");
        runs("key-ring", "add", added.toString());
        String newest = id(added, 1);
        Path rotated = copy(added, "rotated");
        runs("key-ring", "rotate", rotated.toString(), newest);
        Path alone = copy(rotated, "alone");
        runs("key-ring", "remove", alone.toString(), former);
        Keys bob;
        try (Drawbridge one = node(url, added);
                Drawbridge two = node(url, rotated)) {
            assertThatThrownBy(() -> node(url, alone).close())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("lacks the master key " + former + ", which still seals secrets");
            runs("key-ring", "reseal", "--store", url, "--key-ring", rotated.toString());
            bob = user(one, "bob");
            for (Drawbridge node : new Drawbridge[] {one, two}) {
                assertThat(arn(node, alice)).endsWith("user/alice");
                assertThat(arn(node, bob)).endsWith("user/bob");
            }
        }
        try (Drawbridge node = node(url, alone)) {
            assertThat(arn(node, alice)).endsWith("user/alice");
            assertThat(arn(node, bob)).endsWith("user/bob");
        }
    }

    @Test
    void theFirstNodeOfThisReleaseEndsTheFormerSeals() throws Exception {
        String url = server.newDatabase();
        Path ring = folder.resolve("old-ring");
        runs("key-ring", "create", ring.toString());
        Files.writeString(ring, Files.readString(ring).replace(" whole-rows", ""));
        Keys alice;
        Keys root;
        try (Drawbridge node = node(url, ring)) {
            alice = user(node, "alice");
            root = Keys.of(node.rootCredentials(ACCOUNT));
        }
        byte[] former;
        try (SharedRows rows = SharedRows.open(url, ring, "us-east-1", new SecureRandom())) {
            former = ofFirstRelease(rows.keys(), root);
            rows.store().update(transaction -> {
                transaction.put(row(root), former);
                String header = new String(transaction.get(HEADER).orElseThrow(), StandardCharsets.UTF_8);
                transaction.put(HEADER, header.replace("format=2", "format=1").getBytes(StandardCharsets.UTF_8));
            });
        }
        assertThat(Main.commandLine().execute("key-ring", "reseal", "--store", url, "--key-ring", ring.toString()))
                .as("before a server of this release has used the store")
                .isEqualTo(2);
        try (Drawbridge node = node(url, ring)) {
            assertThat(arn(node, root)).endsWith(":root");
            assertThat(arn(node, alice)).endsWith("user/alice");
        }
        try (SharedRows rows = SharedRows.open(url, ring, "us-east-1", new SecureRandom())) {
            assertThat(rows.header().firstForm()).isFalse();
            byte[] foreign = ofFirstRelease(rows.keys(), alice);
            rows.store().update(transaction -> transaction.put(row(alice), foreign));
        }
        try (Drawbridge node = node(url, ring)) {
            assertThat(arn(node, root)).endsWith(":root");
            assertThatThrownBy(() -> arn(node, alice)).isInstanceOfSatisfying(StsException.class, e -> assertThat(
                            e.awsErrorDetails().errorCode())
                    .isEqualTo("InvalidClientTokenId"));
        }
    }

    private static Key row(Keys keys) {
        return IamSpaces.ACCESS_KEY.key().text(keys.accessKeyId()).key();
    }

    /** A root key as the first release stored it. */
    private static byte[] ofFirstRelease(KeyRing ring, Keys keys) {
        SealedToken secrets = new SealedToken(ring, AccessKeyTable.SEAL_NAME, new SecureRandom());
        return new RecordWriter(18, 1)
                .text(1, keys.accessKeyId())
                .text(2, ACCOUNT)
                .bytes(
                        4,
                        secrets.seal(
                                keys.secretAccessKey().getBytes(StandardCharsets.UTF_8),
                                keys.accessKeyId().getBytes(StandardCharsets.UTF_8)))
                .flag(5, true)
                .number(6, 1_764_500_000_000L)
                .toBytes();
    }
}
