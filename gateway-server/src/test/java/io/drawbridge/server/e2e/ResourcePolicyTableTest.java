// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static io.drawbridge.server.e2e.World.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What a bucket policy gives to whom, cell by cell: the principal that it names, against implicit denies elsewhere.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html">
 *     Evaluation within one account</a>
 */
final class ResourcePolicyTableTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String NOTHING_OF_S3 = World.allow("ec2:*", "*");

    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @ParameterizedTest(name = "{0}, same account: implicit deny in identity {1}, boundary {2}, session policy {3}")
    @CsvSource({
        // named in the policy,                identity, boundary, session
        "user ARN,                              true,     true,     ",
        "role ARN,                              true,     false,    false",
        "session ARN,                           true,     true,     true",
        "federated-user ARN,                    true,     true,     true",
        "user ARN of a federated session,       true,     false,    false",
        "account root,                          false,    ,         ",
        "*,                                     true,     true,     true",
        "* where aws:PrincipalArn is the role,  true,     true,     true",
        "somebody else,                         false,    false,    false",
    })
    void aBucketPolicyOfTheSameAccountGives(String named, Boolean identity, Boolean boundary, Boolean session) {
        if (identity != null) {
            assertThat(reaches(PRODUCTION, named, false, false, false))
                    .as("identity")
                    .isEqualTo(identity);
        }
        if (boundary != null) {
            assertThat(reaches(PRODUCTION, named, false, true, false))
                    .as("boundary")
                    .isEqualTo(boundary);
        }
        if (session != null) {
            assertThat(reaches(PRODUCTION, named, false, false, true))
                    .as("session")
                    .isEqualTo(session);
        }
    }

    @ParameterizedTest(name = "{0}, other account: identity silent {1}, allowing {2}, + boundary {3}, + session {4}")
    @CsvSource({
        // named in the policy,                silent, allowing, bounded, limited
        "user ARN,                              false,  true,     false,   ",
        "role ARN,                              false,  true,     false,   false",
        "session ARN,                           false,  true,     false,   false",
        "account root,                          false,  true,     false,   false",
        "*,                                     false,  true,     false,   false",
        "* where aws:PrincipalArn is the role,  false,  true,     false,   false",
        "somebody else,                         false,  false,    false,   false",
    })
    void aBucketPolicyOfAnotherAccountGives(
            String named, Boolean silent, Boolean allowing, Boolean bounded, Boolean limited) {
        assertThat(reaches(DEVELOPMENT, named, false, false, false))
                .as("silent")
                .isEqualTo(silent);
        assertThat(reaches(DEVELOPMENT, named, true, false, false))
                .as("allowing")
                .isEqualTo(allowing);
        assertThat(reaches(DEVELOPMENT, named, true, true, false)).as("bounded").isEqualTo(bounded);
        if (limited != null) {
            assertThat(reaches(DEVELOPMENT, named, true, false, true))
                    .as("limited")
                    .isEqualTo(limited);
        }
    }

    private static boolean reaches(
            String account, String named, boolean identityAllows, boolean boundary, boolean sessionPolicy) {
        int n = NUMBER.incrementAndGet();
        String bucket = "table-" + n;
        S3Client owner = world.s3(world.root(PRODUCTION));
        owner.createBucket(r -> r.bucket(bucket));
        owner.putObject(r -> r.bucket(bucket).key("k"), RequestBody.fromString("v"));
        Keys caller = named.equals("user ARN")
                ? user(account, n, identityAllows, boundary)
                : named.contains("federated")
                        ? federated(account, n, boundary, sessionPolicy)
                        : session(account, n, identityAllows, boundary, sessionPolicy);
        // Open to "*" only where the bucket's public access block is off.
        owner.putPublicAccessBlock(r -> r.bucket(bucket).publicAccessBlockConfiguration(c -> c.blockPublicPolicy(false)
                .restrictPublicBuckets(false)
                .blockPublicAcls(false)
                .ignorePublicAcls(false)));
        owner.putBucketPolicy(r -> r.bucket(bucket).policy(policy(account, named, bucket, n)));
        try {
            assertThat(world.s3(caller)
                            .getObjectAsBytes(r -> r.bucket(bucket).key("k"))
                            .asUtf8String())
                    .isEqualTo("v");
            return true;
        } catch (S3Exception e) {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(e.statusCode()).isEqualTo(403);
            return false;
        }
    }

    private static Keys user(String account, int n, boolean identityAllows, boolean boundary) {
        Keys keys = world.user(account, "caller" + n);
        IamClient iam = world.rootIam(account);
        if (identityAllows) {
            iam.putUserPolicy(r -> r.userName("caller" + n).policyName("p").policyDocument(World.allow("s3:*", "*")));
        }
        if (boundary) {
            iam.putUserPermissionsBoundary(r -> r.userName("caller" + n).permissionsBoundary(boundaryArn(iam, n)));
        }
        return keys;
    }

    /** Its user allows no more than to vouch for it; its session policy allows s3 unless it is to be in the way. */
    private static Keys federated(String account, int n, boolean boundary, boolean sessionPolicy) {
        Keys user = user(account, n, false, false);
        IamClient iam = world.rootIam(account);
        iam.putUserPolicy(r -> r.userName("caller" + n)
                .policyName("vouch")
                .policyDocument(World.allow("sts:GetFederationToken", "*")));
        String policy = sessionPolicy ? NOTHING_OF_S3 : World.allow("s3:*", "*");
        Keys session = Keys.of(world.sts(user)
                .getFederationToken(r -> r.name("fed").policy(policy))
                .credentials());
        if (boundary) {
            iam.putUserPermissionsBoundary(r -> r.userName("caller" + n).permissionsBoundary(boundaryArn(iam, n)));
        }
        return session;
    }

    private static Keys session(
            String account, int n, boolean identityAllows, boolean boundary, boolean sessionPolicy) {
        IamClient iam = world.rootIam(account);
        Keys starter = world.user(account, "starter" + n, World.allow("sts:AssumeRole", "*"));
        iam.createRole(r -> r.roleName("caller" + n).assumeRolePolicyDocument(World.trust(account)));
        if (identityAllows) {
            iam.putRolePolicy(r -> r.roleName("caller" + n).policyName("p").policyDocument(World.allow("s3:*", "*")));
        }
        if (boundary) {
            iam.putRolePermissionsBoundary(r -> r.roleName("caller" + n).permissionsBoundary(boundaryArn(iam, n)));
        }
        return world.assume(
                starter,
                World.roleArn(account, "caller" + n),
                "s1",
                r -> r.policy(sessionPolicy ? NOTHING_OF_S3 : null));
    }

    private static String boundaryArn(IamClient iam, int n) {
        return iam.createPolicy(r -> r.policyName("boundary" + n).policyDocument(NOTHING_OF_S3))
                .policy()
                .arn();
    }

    private static String policy(String account, String named, String bucket, int n) {
        String caller = "caller" + n;
        world.user(account, "other" + n);
        String principal =
                switch (named) {
                    case "federated-user ARN" -> "arn:aws:sts::" + account + ":federated-user/fed";
                    case "user ARN", "user ARN of a federated session" -> "arn:aws:iam::" + account + ":user/" + caller;
                    case "role ARN" -> World.roleArn(account, caller);
                    case "session ARN" -> "arn:aws:sts::" + account + ":assumed-role/" + caller + "/s1";
                    case "account root" -> "arn:aws:iam::" + account + ":root";
                    case "somebody else" -> "arn:aws:iam::" + account + ":user/other" + n;
                    default -> "*";
                };
        String condition = named.startsWith("* where")
                ? ",\"Condition\":{\"ArnEquals\":{\"aws:PrincipalArn\":\"" + World.roleArn(account, caller) + "\"}}"
                : "";
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"s3:GetObject",
        "Resource":"arn:aws:s3:::%s/*"%s}]}""".formatted(principal, bucket, condition);
    }
}
