// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static io.drawbridge.server.e2e.World.PRODUCTION;
import static io.drawbridge.server.e2e.World.THIRD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * The CloudTrail guide "Assuming a Role": account A shares log files with accounts B and Z, each by a role of its own;
 * the third party Z shows an external id, and each sees only its own prefix.
 */
final class LogSharingScenarioTest {
    private static final String ACCOUNT_A = PRODUCTION;
    private static final String ACCOUNT_B = DEVELOPMENT;
    private static final String ACCOUNT_Z = THIRD;

    private static World world;
    private static Keys userOfB;
    private static Keys userOfZ;

    @BeforeAll
    static void start() {
        world = World.start();
        S3Client logs = world.s3(world.root(ACCOUNT_A));
        logs.createBucket(r -> r.bucket("trail-logs"));
        for (String account : new String[] {ACCOUNT_B, ACCOUNT_Z}) {
            logs.putObject(
                    r -> r.bucket("trail-logs").key("AWSLogs/" + account + "/log.json.gz"),
                    RequestBody.fromString("log of " + account));
        }
        world.role(ACCOUNT_A, "Test", World.trust("arn:aws:iam::" + ACCOUNT_B + ":root"), readOf(ACCOUNT_B));
        world.role(ACCOUNT_A, "ThirdParty", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},
                "Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"issued-by-Z"}}}]}""".formatted(ACCOUNT_Z), readOf(ACCOUNT_Z));
        userOfB = world.user(
                ACCOUNT_B, "reader", World.allow("sts:AssumeRole", "arn:aws:iam::" + ACCOUNT_A + ":role/Test"));
        userOfZ = world.user(
                ACCOUNT_Z, "auditor", World.allow("sts:AssumeRole", "arn:aws:iam::" + ACCOUNT_A + ":role/ThirdParty"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String readOf(String account) {
        return """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::trail-logs/AWSLogs/%1$s/*"},
        {"Effect":"Allow","Action":["s3:ListBucket"],"Resource":"arn:aws:s3:::trail-logs",
         "Condition":{"StringLike":{"s3:prefix":"AWSLogs/%1$s/*"}}}]}""".formatted(account);
    }

    @Test
    void eachAccountReadsAndListsItsOwnPrefixOnly() {
        Keys session = world.assume(userOfB, "arn:aws:iam::" + ACCOUNT_A + ":role/Test", "AssumeRoleSession1");
        S3Client s3 = world.s3(session);
        String own = "AWSLogs/" + ACCOUNT_B + "/";
        assertThat(s3.getObjectAsBytes(r -> r.bucket("trail-logs").key(own + "log.json.gz"))
                        .asUtf8String())
                .isEqualTo("log of " + ACCOUNT_B);
        assertThat(s3.listObjectsV2(r -> r.bucket("trail-logs").prefix(own)).contents())
                .hasSize(1);
        String other = "AWSLogs/" + ACCOUNT_Z + "/";
        denied(() -> s3.getObjectAsBytes(r -> r.bucket("trail-logs").key(other + "log.json.gz")));
        denied(() -> s3.listObjectsV2(r -> r.bucket("trail-logs").prefix(other)));
        denied(() -> s3.listObjectsV2(r -> r.bucket("trail-logs")));
        denied(() -> s3.listBuckets());
        denied(() -> s3.deleteObject(r -> r.bucket("trail-logs").key(own + "log.json.gz")));
    }

    @Test
    void aMissingLogIsReportedOnlyToCallersWhoCanListTheBucket() {
        Keys session = world.assume(userOfB, "arn:aws:iam::" + ACCOUNT_A + ":role/Test", "s1");
        String missing = "AWSLogs/" + ACCOUNT_B + "/missing";
        assertThatThrownBy(() -> world.s3(session)
                        .getObjectAsBytes(r -> r.bucket("trail-logs").key(missing)))
                .isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo("User: arn:aws:sts::" + ACCOUNT_A
                                    + ":assumed-role/Test/s1 is not authorized to perform: s3:ListBucket on resource:"
                                    + " \"arn:aws:s3:::trail-logs\" because no identity-based policy allows the"
                                    + " s3:ListBucket action");
                });
        assertThatThrownBy(() -> world.s3(world.root(ACCOUNT_A))
                        .getObjectAsBytes(r -> r.bucket("trail-logs").key(missing)))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchKey"));
    }

    private static void denied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(403);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        });
    }

    @Test
    void theThirdPartyNeedsItsExternalId() {
        assertThat(thirdParty(r -> r.externalId("issued-by-Z")).accessKeyId()).startsWith("ASIA");
        refused(r -> {});
        refused(r -> r.externalId("issued-by-somebody"));
        refused(r -> r.externalId("ISSUED-BY-Z"));
    }

    @Test
    void anExternalIdThatNoPolicyRequiresIsIgnored() {
        assertThat(world.assume(userOfB, "arn:aws:iam::" + ACCOUNT_A + ":role/Test", "s1", r -> r.externalId("any"))
                        .accessKeyId())
                .startsWith("ASIA");
    }

    @Test
    void aUserOfAnotherAccountCannotUseTheRoleOfTheThirdParty() {
        assertThatThrownBy(() -> world.assume(
                        userOfB,
                        "arn:aws:iam::" + ACCOUNT_A + ":role/ThirdParty",
                        "s1",
                        r -> r.externalId("issued-by-Z")))
                .isInstanceOfSatisfying(StsException.class, LogSharingScenarioTest::accessDenied);
    }

    @Test
    void aRoleThatDoesNotExistIsRefusedInTheSameWords() {
        assertThatThrownBy(() -> world.assume(userOfB, "arn:aws:iam::" + ACCOUNT_A + ":role/Missing", "s1"))
                .isInstanceOfSatisfying(StsException.class, e -> {
                    accessDenied(e);
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo("User: arn:aws:iam::" + ACCOUNT_B
                                    + ":user/reader is not authorized to perform: sts:AssumeRole on resource:"
                                    + " arn:aws:iam::" + ACCOUNT_A + ":role/Missing");
                });
    }

    private static Keys thirdParty(Consumer<AssumeRoleRequest.Builder> more) {
        return world.assume(userOfZ, "arn:aws:iam::" + ACCOUNT_A + ":role/ThirdParty", "audit", more);
    }

    private static void refused(Consumer<AssumeRoleRequest.Builder> more) {
        assertThatThrownBy(() -> thirdParty(more))
                .isInstanceOfSatisfying(StsException.class, LogSharingScenarioTest::accessDenied);
    }

    private static void accessDenied(StsException e) {
        assertThat(e.statusCode()).isEqualTo(403);
        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
    }
}
