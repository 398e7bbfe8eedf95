// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static io.drawbridge.server.e2e.World.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The Eucalyptus guide "Using Roles to Access Resources in Another Account", with s3cmd and boto 2: account B shares the
 * bucket mongodb-snapshots with user01 of account A by a role.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EucalyptusScenarioTest {
    private static final String ACCOUNT_A = DEVELOPMENT;
    private static final String ACCOUNT_B = PRODUCTION;
    private static final String ROLE = "cross-bucket-access-mongodb-logs";
    private static final String TRUST = """
            {
              "Version": "2012-10-17",
              "Statement": [{
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::%s:user/user01"},
                "Action": "sts:AssumeRole"
              }]
            }
            """.formatted(ACCOUNT_A);
    private static final String BUCKET_ACCESS = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": "s3:ListBucket",
                  "Resource": "arn:aws:s3:::mongodb-snapshots"
                },
                {
                  "Effect": "Allow",
                  "Action": [
                    "s3:GetObject",
                    "s3:PutObject",
                    "s3:DeleteObject"
                  ],
                  "Resource": "arn:aws:s3:::mongodb-snapshots/*"
                }
              ]
            }
            """;
    private static final String ASSUME = """
            {
              "Statement": [
                {
                  "Sid": "Stmt1417531456446",
                  "Action": [
                    "sts:AssumeRole"
                  ],
                  "Effect": "Allow",
                  "Resource": "arn:aws:iam::%s:role/cross-bucket-access-mongodb-logs"
                }
              ]
            }
            """.formatted(ACCOUNT_B);

    private static World world;
    private static RealClient client;
    private static Keys user11;
    private static Keys user01;
    private static Keys user02;
    private static Path image;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        world = World.start();
        client = world.client();
        user11 = world.user(ACCOUNT_B, "user11");
        world.rootIam(ACCOUNT_B)
                .attachUserPolicy(r -> r.userName("user11").policyArn("arn:aws:iam::aws:policy/AmazonS3FullAccess"));
        user01 = world.user(ACCOUNT_A, "user01");
        user02 = world.user(ACCOUNT_A, "user02");
        IamClient iam = world.rootIam(ACCOUNT_A);
        iam.createGroup(r -> r.groupName("Testers"));
        iam.addUserToGroup(r -> r.groupName("Testers").userName("user01"));
        iam.addUserToGroup(r -> r.groupName("Testers").userName("user02"));
        image = Files.write(folder.resolve("backup.img.xz"), new byte[200_000]);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static RealClient.Outcome euare(String version, Keys keys, String... words) {
        String[] all = new String[words.length + 5];
        all[0] = version;
        all[1] = keys.accessKeyId();
        all[2] = keys.secretAccessKey();
        all[3] = "127.0.0.1";
        all[4] = Integer.toString(world.drawbridge().endpoint().getPort());
        System.arraycopy(words, 0, all, 5, words.length);
        return client.python("euare.py", all);
    }

    @Test
    @Order(1)
    void theOwnerFillsAndListsTheBucketWithS3cmd() {
        client.s3cmd(user11, false, "mb", "s3://mongodb-snapshots").succeeded();
        client.s3cmd(user11, false, "put", image.toString(), "s3://mongodb-snapshots/mongodb-backup-monday.img.xz")
                .succeeded();
        client.s3cmd(user11, true, "put", image.toString(), "s3://mongodb-snapshots/mongodb-backup-tuesday.img.xz")
                .succeeded();
        assertThat(client.s3cmd(user11, false, "ls", "s3://mongodb-snapshots")
                        .succeeded()
                        .output())
                .contains("200000  s3://mongodb-snapshots/mongodb-backup-monday.img.xz")
                .contains("200000  s3://mongodb-snapshots/mongodb-backup-tuesday.img.xz");
        client.s3cmd(user11, false, "mb", "s3://other-of-b").succeeded();
    }

    @Test
    @Order(2)
    void theRoleAndThePoliciesAreUploaded() {
        assertThat(euare("v4", world.root(ACCOUNT_B), "rolecreate", ROLE, TRUST)
                        .succeeded()
                        .output()
                        .strip())
                .isEqualTo("arn:aws:iam::" + ACCOUNT_B + ":role/" + ROLE);
        euare("v2", world.root(ACCOUNT_B), "roleuploadpolicy", ROLE, "mongodb-logs-bucket-access", BUCKET_ACCESS)
                .succeeded();
        euare("v2", world.root(ACCOUNT_A), "groupuploadpolicy", "Testers", "mongodb-bucket-access-role", ASSUME)
                .succeeded();
        assertThat(java.net.URLDecoder.decode(
                        world.rootIam(ACCOUNT_A)
                                .getGroupPolicy(r -> r.groupName("Testers").policyName("mongodb-bucket-access-role"))
                                .policyDocument(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(ASSUME);
    }

    /** Its call to STS is signed by version 4, those to S3 by version 2. */
    @Test
    @Order(3)
    void theScriptOfTheGuideListsTheBucket() {
        RealClient.Outcome outcome = describe(user01);
        assertThat(outcome.succeeded().output()).isEqualTo("""
                        Bucket Information [mongodb-snapshots]:
                        ------------------------------------------------------------
                        \tmongodb-backup-monday.img.xz
                        \tmongodb-backup-tuesday.img.xz
                        """);
    }

    @Test
    @Order(4)
    void aUserWhomTheTrustPolicyDoesNotNameIsDeniedAlthoughItsGroupAllows() {
        describe(user02).failedWith("AccessDenied");
    }

    private static RealClient.Outcome describe(Keys keys) {
        return client.python(
                "describe_bucket.py",
                keys.accessKeyId(),
                keys.secretAccessKey(),
                "127.0.0.1",
                Integer.toString(world.drawbridge().endpoint().getPort()),
                "arn:aws:iam::" + ACCOUNT_B + ":role/" + ROLE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Order(5)
    void theSessionReadsAndWritesThatBucketAndNothingElseWithS3cmd(boolean version2) {
        Keys session = world.assume(user01, "arn:aws:iam::" + ACCOUNT_B + ":role/" + ROLE, "s3cmd");
        assertThat(client.s3cmd(session, version2, "ls", "s3://mongodb-snapshots")
                        .succeeded()
                        .output())
                .contains("mongodb-backup-monday.img.xz");
        client.s3cmd(session, version2, "put", image.toString(), "s3://mongodb-snapshots/a b+c%2F\u00e9.img")
                .succeeded();
        Path copy = folder.resolve("copy-" + (version2 ? "version2" : "version4"));
        client.s3cmd(session, version2, "get", "--force", "s3://mongodb-snapshots/a b+c%2F\u00e9.img", copy.toString())
                .succeeded();
        assertThat(copy).hasSize(200_000);
        client.s3cmd(session, version2, "del", "s3://mongodb-snapshots/a b+c%2F\u00e9.img")
                .succeeded();
        client.s3cmd(session, version2, "ls", "s3://other-of-b").failedWith("403 (AccessDenied)");
        client.s3cmd(session, version2, "put", image.toString(), "s3://other-of-b/x")
                .failedWith("403 (AccessDenied)");
        client.s3cmd(session, version2, "rb", "s3://mongodb-snapshots").failedWith("403 (AccessDenied)");
        client.s3cmd(session, version2, "ls").failedWith("403 (AccessDenied)");
    }

    @Test
    @Order(6)
    void theUserItselfCannotReachTheBucketWithoutTheRole() {
        client.s3cmd(user01, false, "ls", "s3://mongodb-snapshots").failedWith("403 (AccessDenied)");
        client.s3cmd(user01, true, "ls", "s3://mongodb-snapshots").failedWith("403 (AccessDenied)");
    }
}
