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
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Who may assume a role, cell by cell: what the trust policy names, against what the caller's own policies say, in the
 * same account and across accounts.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html">
 *     Cross-account policy evaluation logic</a>
 */
final class AssumeRoleTableTest {
    private static final String ALLOW_ALL = World.allow("sts:AssumeRole", "*");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    /** What the caller's own policies say of sts:AssumeRole. */
    enum Identity {
        ALLOW,
        SILENT,
        DENY
    }

    @ParameterizedTest(name = "{0} in trust, caller a user: same account {1}/{2}/{3}, other account {4}/{5}/{6}")
    @CsvSource({
        // trust,           same: ALLOW SILENT DENY,   cross: ALLOW SILENT DENY
        "user ARN,          true,  true,  false,       true,  false, false",
        "account root,      true,  false, false,       true,  false, false",
        "account id,        true,  false, false,       true,  false, false",
        "*,                 true,  true,  false,       true,  false, false",
        "another user,      false, false, false,       false, false, false",
        "another account,   false, false, false,       false, false, false",
        "service,           false, false, false,       false, false, false",
    })
    void aUserAssumes(
            String trust,
            boolean sameAllow,
            boolean sameSilent,
            boolean sameDeny,
            boolean crossAllow,
            boolean crossSilent,
            boolean crossDeny) {
        assertThat(userAssumes(PRODUCTION, trust, Identity.ALLOW))
                .as("same, allow")
                .isEqualTo(sameAllow);
        assertThat(userAssumes(PRODUCTION, trust, Identity.SILENT))
                .as("same, silent")
                .isEqualTo(sameSilent);
        assertThat(userAssumes(PRODUCTION, trust, Identity.DENY))
                .as("same, deny")
                .isEqualTo(sameDeny);
        assertThat(userAssumes(DEVELOPMENT, trust, Identity.ALLOW))
                .as("cross, allow")
                .isEqualTo(crossAllow);
        assertThat(userAssumes(DEVELOPMENT, trust, Identity.SILENT))
                .as("cross, silent")
                .isEqualTo(crossSilent);
        assertThat(userAssumes(DEVELOPMENT, trust, Identity.DENY))
                .as("cross, deny")
                .isEqualTo(crossDeny);
    }

    private static boolean userAssumes(String callerAccount, String trust, Identity identity) {
        int n = NUMBER.incrementAndGet();
        Keys keys = world.user(callerAccount, "user" + n);
        world.user(callerAccount, "other" + n);
        policy(callerAccount, "user" + n, identity);
        String trustPolicy =
                switch (trust) {
                    case "user ARN" -> World.trust("arn:aws:iam::" + callerAccount + ":user/user" + n);
                    case "account root" -> World.trust("arn:aws:iam::" + callerAccount + ":root");
                    case "account id" -> World.trust(callerAccount);
                    case "*" -> World.trust("*");
                    case "another user" -> World.trust("arn:aws:iam::" + callerAccount + ":user/other" + n);
                    case "another account" -> World.trust(World.THIRD);
                    case "service" -> World.trust("x").replace("\"AWS\":\"x\"", "\"Service\":\"ec2.amazonaws.com\"");
                    default -> throw new IllegalArgumentException(trust);
                };
        return assumes(keys, trustPolicy, n);
    }

    @ParameterizedTest(name = "{0} in trust, caller a session: same account {1}/{2}/{3}, other account {4}/{5}/{6}")
    @CsvSource({
        // trust,           same: ALLOW SILENT DENY,   cross: ALLOW SILENT DENY
        "role ARN,          true,  true,  false,       true,  false, false",
        "session ARN,       true,  true,  false,       true,  false, false",
        "other session ARN, false, false, false,       false, false, false",
        "account root,      true,  false, false,       true,  false, false",
        "*,                 true,  true,  false,       true,  false, false",
    })
    void aSessionOfARoleAssumes(
            String trust,
            boolean sameAllow,
            boolean sameSilent,
            boolean sameDeny,
            boolean crossAllow,
            boolean crossSilent,
            boolean crossDeny) {
        assertThat(sessionAssumes(PRODUCTION, trust, Identity.ALLOW))
                .as("same, allow")
                .isEqualTo(sameAllow);
        assertThat(sessionAssumes(PRODUCTION, trust, Identity.SILENT))
                .as("same, silent")
                .isEqualTo(sameSilent);
        assertThat(sessionAssumes(PRODUCTION, trust, Identity.DENY))
                .as("same, deny")
                .isEqualTo(sameDeny);
        assertThat(sessionAssumes(DEVELOPMENT, trust, Identity.ALLOW))
                .as("cross, allow")
                .isEqualTo(crossAllow);
        assertThat(sessionAssumes(DEVELOPMENT, trust, Identity.SILENT))
                .as("cross, silent")
                .isEqualTo(crossSilent);
        assertThat(sessionAssumes(DEVELOPMENT, trust, Identity.DENY))
                .as("cross, deny")
                .isEqualTo(crossDeny);
    }

    private static boolean sessionAssumes(String callerAccount, String trust, Identity identity) {
        int n = NUMBER.incrementAndGet();
        Keys session = session(callerAccount, n, identity, null);
        return assumes(session, sessionTrust(callerAccount, trust, n), n);
    }

    private static String sessionTrust(String callerAccount, String trust, int n) {
        String session = "arn:aws:sts::" + callerAccount + ":assumed-role/caller" + n + "/s1";
        return switch (trust) {
            case "role ARN" -> World.trust(World.roleArn(callerAccount, "caller" + n));
            case "session ARN" -> World.trust(session);
            case "other session ARN" -> World.trust(session + "2");
            case "account root" -> World.trust("arn:aws:iam::" + callerAccount + ":root");
            case "*" -> World.trust("*");
            default -> throw new IllegalArgumentException(trust);
        };
    }

    @ParameterizedTest(name = "{0} in trust of the same account, caller silent: boundary {1}, session policy {2}")
    @CsvSource({
        // an implicit deny of: boundary, session policy
        "role ARN,    false, false",
        "session ARN, true,  true",
        "*,           true,  true",
    })
    void limitsOfTheCallerBoundOnlyWhatTheTrustGivesToItsRole(String trust, boolean boundary, boolean session) {
        int n = NUMBER.incrementAndGet();
        Keys bounded = session(PRODUCTION, n, Identity.SILENT, null);
        world.rootIam(PRODUCTION).putRolePermissionsBoundary(r -> r.roleName("caller" + n)
                .permissionsBoundary("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        assertThat(assumes(bounded, sessionTrust(PRODUCTION, trust, n), n)).isEqualTo(boundary);

        int m = NUMBER.incrementAndGet();
        Keys limited = session(PRODUCTION, m, Identity.SILENT, World.allow("s3:*", "*"));
        assertThat(assumes(limited, sessionTrust(PRODUCTION, trust, m), m)).isEqualTo(session);
    }

    private static Keys session(String account, int n, Identity identity, String sessionPolicy) {
        Keys user = world.user(account, "starter" + n, ALLOW_ALL);
        IamClient iam = world.rootIam(account);
        iam.createRole(r ->
                r.roleName("caller" + n).assumeRolePolicyDocument(World.trust("arn:aws:iam::" + account + ":root")));
        if (identity != Identity.SILENT) {
            iam.putRolePolicy(r -> r.roleName("caller" + n).policyName("p").policyDocument(document(identity)));
        }
        return world.assume(user, World.roleArn(account, "caller" + n), "s1", r -> r.policy(sessionPolicy));
    }

    private static void policy(String account, String user, Identity identity) {
        if (identity != Identity.SILENT) {
            world.rootIam(account)
                    .putUserPolicy(r -> r.userName(user).policyName("p").policyDocument(document(identity)));
        }
    }

    private static String document(Identity identity) {
        return identity == Identity.ALLOW ? ALLOW_ALL : World.deny("sts:AssumeRole", "*");
    }

    private static boolean assumes(Keys keys, String trustPolicy, int n) {
        String role = world.role(PRODUCTION, "target" + n, trustPolicy, World.allow("s3:*", "*"));
        try {
            world.assume(keys, role, "s1");
            return true;
        } catch (StsException e) {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(e.statusCode()).isEqualTo(403);
            return false;
        }
    }
}
