// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.data.KeyRingFile;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.embed.StartException;
import io.drawbridge.server.engine.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.StsException;

/** Servers on one PostgreSQL database and one folder behave as one server: each step goes to another node. */
final class ManyNodesTest {
    private static final int COUNT = 3;
    private static final String BUCKET = "shared";
    private static final int PART_LENGTH = 5 << 20;

    @TempDir
    private static Path folder;

    private static PostgresServer server;
    private static Nodes nodes;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        nodes = new Nodes(server.newDatabase(), folder, COUNT);
        nodes.s3(0, nodes.root()).createBucket(r -> r.bucket(BUCKET));
    }

    @AfterAll
    static void stop() throws IOException {
        nodes.close();
        server.close();
    }

    @Test
    void aKeyMadeOnOneNodeWorksOnTheOthersAndADeletedOneDoesNot() {
        Keys keys = nodes.user("keys", World.allow("s3:ListBucket", "*"));
        for (int node = 0; node < COUNT; node++) {
            assertThat(nodes.s3(node, keys).listObjectsV2(r -> r.bucket(BUCKET)).isTruncated())
                    .isFalse();
        }
        nodes.iam(1, nodes.root()).deleteAccessKey(r -> r.userName("keys").accessKeyId(keys.accessKeyId()));
        for (int node = 0; node < COUNT; node++) {
            S3Client s3 = nodes.s3(node, keys);
            assertThatThrownBy(() -> s3.listObjectsV2(r -> r.bucket(BUCKET)))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAccessKeyId"));
        }
    }

    @Test
    void aPolicyThatOneNodeTakesAwayActsOnTheOthersWithTheNextRequest() {
        Keys keys = nodes.user("policies", World.allow("sts:GetCallerIdentity", "*"));
        IamClient first = nodes.iam(0, nodes.root());
        String arn = first.createPolicy(r -> r.policyName("list").policyDocument(World.allow("s3:ListBucket", "*")))
                .policy()
                .arn();
        IamClient second = nodes.iam(1, nodes.root());
        for (int round = 0; round < 5; round++) {
            first.attachUserPolicy(r -> r.userName("policies").policyArn(arn));
            lists(keys, true);
            second.detachUserPolicy(r -> r.userName("policies").policyArn(arn));
            lists(keys, false);
            second.putUserPolicy(
                    r -> r.userName("policies").policyName("second").policyDocument(World.allow("s3:*", "*")));
            lists(keys, true);
            first.putUserPolicy(
                    r -> r.userName("policies").policyName("third").policyDocument(World.deny("s3:*", "*")));
            lists(keys, false);
            second.deleteUserPolicy(r -> r.userName("policies").policyName("third"));
            lists(keys, true);
            first.deleteUserPolicy(r -> r.userName("policies").policyName("second"));
            lists(keys, false);
        }
    }

    private static void lists(Keys keys, boolean allowed) {
        for (int node = COUNT - 1; node >= 0; node--) {
            S3Client s3 = nodes.s3(node, keys);
            if (allowed) {
                s3.listObjectsV2(r -> r.bucket(BUCKET));
            } else {
                assertThatThrownBy(() -> s3.listObjectsV2(r -> r.bucket(BUCKET)))
                        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode())
                                .isEqualTo(403));
            }
        }
    }

    @Test
    void aBucketPolicyOfOneNodeActsOnTheOthers() {
        S3Client owner = nodes.s3(0, nodes.root());
        owner.createBucket(r -> r.bucket("lent"));
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                + Nodes.OTHER + "\"},\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::lent\"}}";
        for (int round = 0; round < 3; round++) {
            owner.putBucketPolicy(r -> r.bucket("lent").policy(policy));
            for (int node = 0; node < COUNT; node++) {
                nodes.s3(node, nodes.otherRoot()).listObjectsV2(r -> r.bucket("lent"));
            }
            nodes.s3(2, nodes.root()).deleteBucketPolicy(r -> r.bucket("lent"));
            for (int node = 0; node < COUNT; node++) {
                S3Client other = nodes.s3(node, nodes.otherRoot());
                assertThatThrownBy(() -> other.listObjectsV2(r -> r.bucket("lent")))
                        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode())
                                .isEqualTo(403));
            }
        }
    }

    @Test
    void aSessionOfOneNodeIsGoodOnTheOthersUntilItsRoleIsDeletedAnywhere() {
        IamClient iam = nodes.iam(0, nodes.root());
        String arn = iam.createRole(r -> r.roleName("visitor").assumeRolePolicyDocument(World.trust(Nodes.ACCOUNT)))
                .role()
                .arn();
        iam.putRolePolicy(
                r -> r.roleName("visitor").policyName("inline").policyDocument(World.allow("s3:ListBucket", "*")));
        Keys user = nodes.user("visiting", World.allow("sts:AssumeRole", arn));
        Keys session = Keys.of(nodes.sts(1, user)
                .assumeRole(r -> r.roleArn(arn).roleSessionName("across"))
                .credentials());
        lists(session, true);
        nodes.iam(2, nodes.root()).deleteRolePolicy(r -> r.roleName("visitor").policyName("inline"));
        lists(session, false);
        nodes.iam(1, nodes.root()).deleteRole(r -> r.roleName("visitor"));
        lists(session, false);
        for (int node = 0; node < COUNT; node++) {
            int target = node;
            assertThatThrownBy(() -> nodes.sts(target, user)
                            .assumeRole(r -> r.roleArn(arn).roleSessionName("gone")))
                    .isInstanceOfSatisfying(
                            StsException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void theNodesShareOneMultipartUpload() {
        String upload = nodes.s3(0, nodes.root())
                .createMultipartUpload(r -> r.bucket(BUCKET).key("parts"))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (int number = 1; number <= COUNT; number++) {
            int part = number;
            byte[] bytes = new byte[PART_LENGTH];
            java.util.Arrays.fill(bytes, (byte) part);
            String tag = nodes.s3(part % COUNT, nodes.root())
                    .uploadPart(
                            r -> r.bucket(BUCKET).key("parts").uploadId(upload).partNumber(part),
                            RequestBody.fromBytes(bytes))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(part).eTag(tag).build());
        }
        assertThat(nodes.s3(1, nodes.root())
                        .listParts(r -> r.bucket(BUCKET).key("parts").uploadId(upload))
                        .parts())
                .hasSize(COUNT);
        nodes.s3(2, nodes.root())
                .completeMultipartUpload(
                        r -> r.bucket(BUCKET).key("parts").uploadId(upload).multipartUpload(m -> m.parts(parts)));
        byte[] whole = nodes.s3(0, nodes.root())
                .getObjectAsBytes(r -> r.bucket(BUCKET).key("parts"))
                .asByteArray();
        assertThat(whole).hasSize(COUNT * PART_LENGTH);
        for (int i = 0; i < COUNT; i++) {
            assertThat(whole[i * PART_LENGTH]).isEqualTo((byte) (i + 1));
            assertThat(whole[(i + 1) * PART_LENGTH - 1]).isEqualTo((byte) (i + 1));
        }
    }

    @Test
    void ofManyConditionalWritesOnAllNodesExactlyOneWins() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(12);
        try {
            for (int round = 0; round < 5; round++) {
                String key = "once-" + round;
                List<Future<Boolean>> won = new ArrayList<>();
                for (int caller = 0; caller < 12; caller++) {
                    S3Client s3 = nodes.s3(caller % COUNT, nodes.root());
                    String text = "caller " + caller;
                    won.add(callers.submit(() -> putOnce(s3, key, text)));
                }
                int winners = 0;
                String written = "";
                for (int caller = 0; caller < won.size(); caller++) {
                    if (won.get(caller).get(60, TimeUnit.SECONDS)) {
                        winners++;
                        written = "caller " + caller;
                    }
                }
                assertThat(winners).isEqualTo(1);
                assertThat(nodes.s3(0, nodes.root())
                                .getObjectAsBytes(r -> r.bucket(BUCKET).key(key))
                                .asUtf8String())
                        .isEqualTo(written);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static boolean putOnce(S3Client s3, String key, String text) {
        try {
            s3.putObject(r -> r.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString(text));
            return true;
        } catch (S3Exception e) {
            assertThat(e.statusCode()).isIn(409, 412);
            return false;
        }
    }

    @Test
    void aPageOfOneNodeIsContinuedByAnother() {
        IamClient iam = nodes.iam(0, nodes.root());
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 7; i++) {
            String name = "paged-" + i;
            iam.createUser(r -> r.userName(name).path("/paged/"));
            nodes.s3(i % COUNT, nodes.root())
                    .putObject(r -> r.bucket(BUCKET).key("paged/" + name + "/object"), RequestBody.fromString(name));
            names.add(name);
        }
        Set<String> users = new TreeSet<>();
        Set<String> prefixes = new TreeSet<>();
        String marker = null;
        String token = null;
        for (int page = 0; page < 4; page++) {
            String usersMarker = marker;
            ListUsersResponse some = nodes.iam(page % COUNT, nodes.root())
                    .listUsers(r -> r.pathPrefix("/paged/").maxItems(2).marker(usersMarker));
            some.users().forEach(user -> users.add(user.userName()));
            marker = some.marker();
            String objectsToken = token;
            ListObjectsV2Response objects = nodes.s3(page % COUNT, nodes.root()).listObjectsV2(r -> r.bucket(BUCKET)
                    .prefix("paged/")
                    .delimiter("/")
                    .maxKeys(2)
                    .continuationToken(objectsToken));
            objects.commonPrefixes().forEach(prefix -> prefixes.add(prefix.prefix()));
            token = objects.nextContinuationToken();
            assertThat(objects.isTruncated()).isEqualTo(page < 3);
            assertThat(some.isTruncated()).isEqualTo(page < 3);
        }
        assertThat(users).isEqualTo(names);
        assertThat(prefixes)
                .hasSize(7)
                .allMatch(prefix -> names.contains(prefix.substring("paged/".length(), prefix.length() - 1)));
    }

    @Test
    void nodesThatStartTogetherMakeOneRootKey() throws Exception {
        Path own = Files.createDirectory(folder.resolve("together"));
        KeyRingFile.createNew(own.resolve("ring"), new SecureRandom());
        String url = server.newDatabase();
        ExecutorService starters = Executors.newFixedThreadPool(4);
        List<Drawbridge> started = new ArrayList<>();
        try {
            List<Future<Drawbridge>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starts.add(starters.submit(() -> Drawbridge.builder()
                        .postgres(url)
                        .blobs(own.resolve("blobs").toUri().toString())
                        .keyRing(own.resolve("ring"))
                        .start()));
            }
            for (Future<Drawbridge> start : starts) {
                started.add(start.get(60, TimeUnit.SECONDS));
            }
            assertThat(started.stream().map(one -> one.rootCredentials().get(0).accessKeyId()))
                    .hasSize(4)
                    .containsOnly(started.get(0).rootCredentials().get(0).accessKeyId());
            assertThat(started.stream()
                            .flatMap(one -> one.rootCredentials().stream())
                            .filter(root -> root.source() == RootCredentials.Source.GENERATED))
                    .hasSize(1);
        } finally {
            started.forEach(Drawbridge::close);
            starters.shutdownNow();
        }
    }

    @Test
    void aNodeWithAnotherRingRegionOrFolderDoesNotStart() throws Exception {
        Path other = folder.resolve("other-ring");
        KeyRingFile.createNew(other, new SecureRandom());
        assertThatThrownBy(() -> nodes.builder().keyRing(other).start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is not the one that sealed this store");
        assertThatThrownBy(() -> nodes.builder().region("eu-west-1").start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("have the region us-east-1 and not eu-west-1");
        assertThatThrownBy(() -> nodes.builder()
                        .blobs(folder.resolve("elsewhere").toString())
                        .start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("does not hold the bodies of this store");
        assertThatThrownBy(() -> nodes.builder().keyRing(folder.resolve("none")).start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("drawbridge key-ring create");
        assertThatThrownBy(() -> KeyRingFile.createNew(other, new SecureRandom()))
                .hasMessageContaining("exists already");
    }

    @Test
    void twoNodesCannotMakeOneUser() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(6);
        try {
            List<Future<Boolean>> made = new ArrayList<>();
            for (int caller = 0; caller < 6; caller++) {
                IamClient iam = nodes.iam(caller % COUNT, nodes.root());
                made.add(callers.submit(() -> {
                    try {
                        iam.createUser(r -> r.userName("only-one"));
                        return true;
                    } catch (IamException e) {
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("EntityAlreadyExists");
                        return false;
                    }
                }));
            }
            int count = 0;
            for (Future<Boolean> one : made) {
                count += one.get(60, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(count).isEqualTo(1);
        } finally {
            callers.shutdownNow();
        }
    }
}
