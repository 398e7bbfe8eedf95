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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tutorial "Delegate access across AWS accounts using IAM roles" and its shorter sister "IAM cross account setup",
 * with the AWS CLI from the first command to the last: Developers may switch to the role of the Production account;
 * Testers (in the sister: Analysts) are denied although PowerUserAccess would let them.
 */
final class TutorialScenarioTest {
    private static final String PERMISSIONS = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": "s3:ListAllMyBuckets",
                  "Resource": "*"
                },
                {
                  "Effect": "Allow",
                  "Action": [
                    "s3:ListBucket",
                    "s3:GetBucketLocation"
                   ],
                  "Resource": "arn:aws:s3:::BUCKET"
                },
                {
                  "Effect": "Allow",
                  "Action": [
                    "s3:GetObject",
                    "s3:PutObject",
                    "s3:DeleteObject"
                  ],
                  "Resource": "arn:aws:s3:::BUCKET/*"
                }
              ]
            }
            """;
    private static final String SWITCH = """
            {
              "Version": "2012-10-17",
              "Statement": {
                "Effect": "EFFECT",
                "Action": "sts:AssumeRole",
                "Resource": "arn:aws:iam::PRODUCTION-ACCOUNT-ID:role/ROLE"
              }
            }
            """;

    private static World world;
    private static RealClient production;
    private static RealClient development;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        world = World.start();
        production = world.client().as(world.root(PRODUCTION));
        development = world.client().as(world.root(DEVELOPMENT));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "UpdateApp, productionapp, Developers, Testers, read-write-app-bucket, David, Tina",
        "UpdateData, amzn-s3-demo-bucket-shared-container, DataDevelopers, Analysts, read-write-container, Dora, Anna"
    })
    void developersSwitchToTheRoleAndTheOthersAreDenied(
            String role, String bucket, String developers, String others, String policy, String david, String tina)
            throws IOException {
        prepare(role, bucket, developers, others, policy, david, tina);
        Keys davidKeys = accessKey(david);
        Keys tinaKeys = accessKey(tina);
        String roleArn = "arn:aws:iam::" + PRODUCTION + ":role/" + role;

        JsonNode answer = json(world.client()
                .as(davidKeys)
                .aws("sts", "assume-role", "--role-arn", roleArn, "--role-session-name", "David-ProdUpdate"));
        assertThat(answer.at("/AssumedRoleUser/Arn").stringValue())
                .isEqualTo("arn:aws:sts::" + PRODUCTION + ":assumed-role/" + role + "/David-ProdUpdate");
        Keys session = new Keys(
                answer.at("/Credentials/AccessKeyId").stringValue(),
                answer.at("/Credentials/SecretAccessKey").stringValue(),
                answer.at("/Credentials/SessionToken").stringValue());
        assertThat(session.accessKeyId()).startsWith("ASIA");
        useTheRole(bucket, world.client().as(session), world.client().as(davidKeys));

        world.client()
                .as(tinaKeys)
                .aws("sts", "assume-role", "--role-arn", roleArn, "--role-session-name", "Tina")
                .failedWith("An error occurred (AccessDenied) when calling the AssumeRole operation: User:"
                        + " arn:aws:iam::" + DEVELOPMENT + ":user/" + tina
                        + " is not authorized to perform: sts:AssumeRole on resource: " + roleArn + "\n");
        // The Deny alone keeps her out: PowerUserAccess allows sts:AssumeRole.
        development
                .aws(
                        "iam",
                        "delete-group-policy",
                        "--group-name",
                        others,
                        "--policy-name",
                        "deny-assume-S3-role-in-production")
                .succeeded();
        world.client()
                .as(tinaKeys)
                .aws("sts", "assume-role", "--role-arn", roleArn, "--role-session-name", "Tina")
                .succeeded();
    }

    private static void prepare(
            String role, String bucket, String developers, String others, String policy, String david, String tina) {
        production.aws("s3", "mb", "s3://" + bucket).succeeded();
        production.aws("s3", "mb", "s3://" + bucket + "-other").succeeded();
        String policyArn = json(production.aws(
                        "iam",
                        "create-policy",
                        "--policy-name",
                        policy,
                        "--policy-document",
                        PERMISSIONS.replace("BUCKET", bucket)))
                .at("/Policy/Arn")
                .stringValue();
        production
                .aws(
                        "iam",
                        "create-role",
                        "--role-name",
                        role,
                        "--assume-role-policy-document",
                        World.trust("arn:aws:iam::" + DEVELOPMENT + ":root"))
                .succeeded();
        production
                .aws("iam", "attach-role-policy", "--role-name", role, "--policy-arn", policyArn)
                .succeeded();
        group(developers, david, "Allow", "allow-assume-S3-role-in-production", role);
        group(others, tina, "Deny", "deny-assume-S3-role-in-production", role);
    }

    private static void group(String group, String user, String effect, String policyName, String role) {
        development.aws("iam", "create-group", "--group-name", group).succeeded();
        development
                .aws(
                        "iam",
                        "attach-group-policy",
                        "--group-name",
                        group,
                        "--policy-arn",
                        "arn:aws:iam::aws:policy/PowerUserAccess")
                .succeeded();
        development
                .aws(
                        "iam",
                        "put-group-policy",
                        "--group-name",
                        group,
                        "--policy-name",
                        policyName,
                        "--policy-document",
                        SWITCH.replace("EFFECT", effect)
                                .replace("PRODUCTION-ACCOUNT-ID", PRODUCTION)
                                .replace("ROLE", role))
                .succeeded();
        development.aws("iam", "create-user", "--user-name", user).succeeded();
        development
                .aws("iam", "add-user-to-group", "--group-name", group, "--user-name", user)
                .succeeded();
    }

    private static Keys accessKey(String user) {
        JsonNode key = json(development.aws("iam", "create-access-key", "--user-name", user))
                .get("AccessKey");
        return new Keys(
                key.get("AccessKeyId").stringValue(), key.get("SecretAccessKey").stringValue(), null);
    }

    private static void useTheRole(String bucket, RealClient inRole, RealClient david) throws IOException {
        Path file = Files.writeString(folder.resolve("release.txt"), "version 2\n");
        inRole.aws("s3", "cp", file.toString(), "s3://" + bucket + "/release.txt")
                .succeeded();
        assertThat(inRole.aws("s3", "ls", "s3://" + bucket).succeeded().output())
                .contains("10 release.txt");
        assertThat(inRole.aws("s3", "ls").succeeded().output()).contains(bucket);
        assertThat(inRole.aws("s3", "cp", "s3://" + bucket + "/release.txt", "-")
                        .succeeded()
                        .output())
                .isEqualTo("version 2\n");
        inRole.aws("s3", "cp", file.toString(), "s3://" + bucket + "-other/release.txt")
                .failedWith("AccessDenied");
        inRole.aws("s3", "ls", "s3://" + bucket + "-other").failedWith("AccessDenied");
        inRole.aws("iam", "list-users").failedWith("AccessDenied");

        // His own bucket is within reach of the user, and out of it while he uses the role.
        String own = bucket + "-of-david";
        david.aws("s3", "mb", "s3://" + own).succeeded();
        david.aws("s3", "cp", file.toString(), "s3://" + own + "/notes.txt").succeeded();
        inRole.aws("s3", "cp", "s3://" + own + "/notes.txt", "-").failedWith("403");
        inRole.aws("s3", "ls", "s3://" + own).failedWith("AccessDenied");
        david.aws("s3", "ls", "s3://" + bucket).failedWith("AccessDenied");
    }

    @Test
    void theRootOfAnAccountCannotSwitch() {
        production
                .aws(
                        "iam",
                        "create-role",
                        "--role-name",
                        "ForRoot",
                        "--assume-role-policy-document",
                        World.trust("arn:aws:iam::" + DEVELOPMENT + ":root"))
                .succeeded();
        development
                .aws(
                        "sts",
                        "assume-role",
                        "--role-arn",
                        "arn:aws:iam::" + PRODUCTION + ":role/ForRoot",
                        "--role-session-name",
                        "root")
                .failedWith("An error occurred (AccessDenied) when calling the AssumeRole operation: Roles may not be"
                        + " assumed by root accounts.");
    }

    private static JsonNode json(RealClient.Outcome outcome) {
        return JsonMapper.builder().build().readTree(outcome.succeeded().output());
    }
}
