// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static io.drawbridge.server.e2e.World.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * A control policy that keeps the principals of an account to the resources of that account.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount">
 *     aws:ResourceAccount</a>
 */
final class AccountPerimeterTest {
    private static final String ORGANIZATION = """
            {"id":"o-exampleorg1","managementAccount":"999999999999","root":{"id":"r-ab12",
             "organizationalUnits":[{"name":"workloads","id":"ou-ab12-11111111",
              "serviceControlPolicies":[
               {"name":"OwnOnly","document":{"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":"*","Resource":"*"},
                {"Effect":"Deny","Action":"*","Resource":"*","Condition":
                 {"StringNotEquals":{"aws:ResourceAccount":"111111111111"}}}]}}],
              "accounts":[{"id":"111111111111"}]}]}}""";

    private static World world;
    private static Keys developer;

    @BeforeAll
    static void start() {
        world = World.start(ORGANIZATION);
        developer = world.user(DEVELOPMENT, "developer", World.allow("*", "*"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static void denied(ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageContaining("with an explicit deny in a service control policy");
    }

    @Test
    void whatIsOfTheAccountIsAllowed() {
        IamClient iam = world.iam(developer);
        iam.listUsers();
        iam.getAccountSummary();
        iam.listAccountAliases();
        iam.createUser(r -> r.userName("new"));
        iam.getUser(r -> r.userName("new"));
        String own = world.role(DEVELOPMENT, "Own", World.trust(DEVELOPMENT), World.allow("s3:*", "*"));
        world.assume(developer, own, "s1");
        world.sts(developer).getFederationToken(r -> r.name("fred"));
        world.s3(developer).createBucket(r -> r.bucket("developed"));
        world.s3(developer).listBuckets();
        world.s3(developer).listObjectsV2(r -> r.bucket("developed"));
    }

    @Test
    void whatIsOfOthersIsDenied() {
        String foreign = world.role(PRODUCTION, "Foreign", World.trust(DEVELOPMENT), World.allow("s3:*", "*"));
        denied(() -> world.assume(developer, foreign, "s1"));
        world.s3(world.root(PRODUCTION)).createBucket(r -> r.bucket("produced"));
        denied(() -> world.s3(developer).listObjectsV2(r -> r.bucket("produced")));
        // AWS: its managed policies are not the account's; its examples of such policies except their actions.
        denied(() -> world.iam(developer).getPolicy(r -> r.policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess")));
    }
}
