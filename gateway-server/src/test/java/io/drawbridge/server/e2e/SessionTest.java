// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static io.drawbridge.server.e2e.World.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** What sessions carry, how long they live and what they may do. */
final class SessionTest {
    private World world;
    private Keys david;
    private String roleArn;

    @BeforeEach
    void start() {
        world = World.start();
        david = world.user(DEVELOPMENT, "David", World.allow("sts:*", "*"));
        roleArn = world.role(
                PRODUCTION,
                "Worker",
                World.trust(DEVELOPMENT).replace("sts:AssumeRole", "sts:*"),
                World.allow("s3:*", "*"));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static void fails(ThrowingCallable call, int status, String code, String text) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorMessage()).startsWith(text);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }

    private AssumeRoleResponse assume(Keys keys, Consumer<AssumeRoleRequest.Builder> more) {
        return world.sts(keys).assumeRole(r -> more.accept(r.roleArn(roleArn).roleSessionName("s1")));
    }

    @Test
    void theSessionIsWhatGetCallerIdentitySays() {
        AssumeRoleResponse assumed = assume(david, r -> {});
        GetCallerIdentityResponse identity =
                world.sts(Keys.of(assumed.credentials())).getCallerIdentity();
        assertThat(identity.account()).isEqualTo(PRODUCTION);
        assertThat(identity.arn()).isEqualTo("arn:aws:sts::" + PRODUCTION + ":assumed-role/Worker/s1");
        assertThat(identity.userId()).isEqualTo(assumed.assumedRoleUser().assumedRoleId());
        assertThat(identity.userId()).matches("AROA[A-Z2-7]{16,17}:s1");
        assertThat(world.sts(david).getCallerIdentity().arn()).isEqualTo("arn:aws:iam::" + DEVELOPMENT + ":user/David");
        assertThat(world.sts(world.root(DEVELOPMENT)).getCallerIdentity().userId())
                .isEqualTo(DEVELOPMENT);
    }

    @Test
    void aSessionEndsWithItsTime() throws IOException {
        Keys session = Keys.of(assume(david, r -> r.durationSeconds(3_600)).credentials());
        advance("PT59M");
        world.s3(session).listBuckets();
        advance("PT2M");
        fails(() -> world.s3(session).listBuckets(), 400, "ExpiredToken", "The provided token has expired.");
        fails(
                () -> world.sts(session).getCallerIdentity(),
                403,
                "ExpiredToken",
                "The security token included in the request is expired");
    }

    private void advance(String duration) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(world.endpoint() + "/_/test/clock").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.getOutputStream().write(("{\"advance\":\"" + duration + "\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(connection.getResponseCode()).isEqualTo(200);
    }

    @Test
    void durationsAreBoundedByTheRoleAndByChaining() {
        fails(
                () -> assume(david, r -> r.durationSeconds(3_601)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        fails(() -> assume(david, r -> r.durationSeconds(899)), 400, "ValidationError", "1 validation error detected");
        world.rootIam(PRODUCTION).updateRole(r -> r.roleName("Worker").maxSessionDuration(43_200));
        assertThat(assume(david, r -> r.durationSeconds(43_200)).credentials().sessionToken())
                .isNotEmpty();

        world.rootIam(PRODUCTION)
                .putRolePolicy(r -> r.roleName("Worker").policyName("chain").policyDocument(World.allow("sts:*", "*")));
        world.rootIam(PRODUCTION).updateAssumeRolePolicy(r -> r.roleName("Worker")
                .policyDocument("""
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                "Principal":{"AWS":["%s","%s"]},"Action":"sts:*"}]}""".formatted(DEVELOPMENT, PRODUCTION)));
        Keys chained = Keys.of(assume(david, r -> {}).credentials());
        fails(
                () -> assume(chained, r -> r.durationSeconds(3_601)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        assertThat(assume(chained, r -> r.durationSeconds(3_600)).credentials().accessKeyId())
                .startsWith("ASIA");
    }

    @Test
    void sessionPoliciesLimitWhatTheRoleAllows() {
        world.s3(world.root(PRODUCTION)).createBucket(r -> r.bucket("limited-one"));
        Keys inline = Keys.of(assume(david, r -> r.policy(World.allow("s3:ListAllMyBuckets", "*")))
                .credentials());
        world.s3(inline).listBuckets();
        fails(
                () -> world.s3(inline).listObjectsV2(r -> r.bucket("limited-one")),
                403,
                "AccessDenied",
                "User: arn:aws:sts::" + PRODUCTION
                        + ":assumed-role/Worker/s1 is not authorized to perform: s3:ListBucket on resource:"
                        + " \"arn:aws:s3:::limited-one\" because no session policy allows the s3:ListBucket action");
        Keys managed = Keys.of(assume(
                        david,
                        r -> r.policyArns(List.of(PolicyDescriptorType.builder()
                                .arn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
                                .build())))
                .credentials());
        world.s3(managed).listObjectsV2(r -> r.bucket("limited-one"));
        fails(() -> world.s3(managed).deleteBucket(r -> r.bucket("limited-one")), 403, "AccessDenied", "User: ");
        fails(() -> assume(david, r -> r.policy("{")), 400, "MalformedPolicyDocument", "");
        fails(
                () -> assume(
                        david,
                        r -> r.policyArns(List.of(PolicyDescriptorType.builder()
                                .arn("arn:aws:iam::aws:policy/Missing")
                                .build()))),
                400,
                "ValidationError",
                "");
    }

    @Test
    void sessionTagsAndSourceIdentityReachThePolicies() {
        world.rootIam(PRODUCTION).putRolePolicy(r -> r.roleName("Worker")
                .policyName("inline")
                .policyDocument(World.allow("s3:*", "arn:aws:s3:::team-${aws:PrincipalTag/team}")));
        world.s3(world.root(PRODUCTION)).createBucket(r -> r.bucket("team-blue"));
        world.s3(world.root(PRODUCTION)).createBucket(r -> r.bucket("team-red"));
        AssumeRoleResponse assumed = assume(
                david,
                r -> r.tags(Tag.builder().key("team").value("blue").build()).sourceIdentity("David"));
        assertThat(assumed.sourceIdentity()).isEqualTo("David");
        Keys session = Keys.of(assumed.credentials());
        world.s3(session).listObjectsV2(r -> r.bucket("team-blue"));
        fails(() -> world.s3(session).listObjectsV2(r -> r.bucket("team-red")), 403, "AccessDenied", "User: ");
    }

    @Test
    void taggingASessionNeedsItsOwnPermission() {
        Keys plain = world.user(DEVELOPMENT, "Plain", World.allow("sts:AssumeRole", "*"));
        assume(plain, r -> {});
        fails(
                () -> assume(
                        plain,
                        r -> r.tags(Tag.builder().key("team").value("blue").build())),
                403,
                "AccessDenied",
                "User: arn:aws:iam::" + DEVELOPMENT + ":user/Plain is not authorized to perform: sts:TagSession");
        fails(
                () -> assume(plain, r -> r.sourceIdentity("Plain")),
                403,
                "AccessDenied",
                "User: arn:aws:iam::" + DEVELOPMENT
                        + ":user/Plain is not authorized to perform: sts:SetSourceIdentity");
    }

    @Test
    void aSessionDiesWithItsRole() {
        Keys session = Keys.of(assume(david, r -> {}).credentials());
        world.s3(session).listBuckets();
        world.rootIam(PRODUCTION).deleteRolePolicy(r -> r.roleName("Worker").policyName("inline"));
        fails(() -> world.s3(session).listBuckets(), 403, "AccessDenied", "User: ");
        world.rootIam(PRODUCTION).deleteRole(r -> r.roleName("Worker"));
        fails(() -> world.s3(session).listBuckets(), 403, "InvalidAccessKeyId", "");
        fails(() -> world.sts(session).getCallerIdentity(), 403, "InvalidClientTokenId", "");
    }

    @Test
    void sessionsOfAUserMayAssumeRolesButNotCallIam() {
        Keys session = Keys.of(world.sts(david).getSessionToken(r -> {}).credentials());
        assertThat(world.sts(session).getCallerIdentity().arn())
                .isEqualTo("arn:aws:iam::" + DEVELOPMENT + ":user/David");
        assume(session, r -> {});
        fails(() -> world.iam(session).listUsers(), 403, "InvalidClientTokenId", "");
        fails(
                () -> world.sts(session).getSessionToken(),
                403,
                "AccessDenied",
                "Cannot call GetSessionToken with session credentials");
    }

    @Test
    void aTrustedUserThatIsMadeAgainIsAStranger() {
        String trusting = world.role(
                PRODUCTION,
                "Personal",
                World.trust("arn:aws:iam::" + DEVELOPMENT + ":user/David"),
                World.allow("s3:*", "*"));
        world.assume(david, trusting, "s1");
        world.rootIam(DEVELOPMENT).deleteAccessKey(r -> r.userName("David").accessKeyId(david.accessKeyId()));
        world.rootIam(DEVELOPMENT).deleteUserPolicy(r -> r.userName("David").policyName("inline"));
        world.rootIam(DEVELOPMENT).deleteUser(r -> r.userName("David"));
        Keys again = world.user(DEVELOPMENT, "David", World.allow("sts:*", "*"));
        fails(() -> world.assume(again, trusting, "s1"), 403, "AccessDenied", "User: ");
        assertThat(world.rootIam(PRODUCTION)
                        .getRole(r -> r.roleName("Personal"))
                        .role()
                        .assumeRolePolicyDocument())
                .contains("AIDA")
                .doesNotContain("user%2FDavid");
        world.rootIam(PRODUCTION).updateAssumeRolePolicy(r -> r.roleName("Personal")
                .policyDocument(World.trust("arn:aws:iam::" + DEVELOPMENT + ":user/David")));
        world.assume(again, trusting, "s1");
    }
}
