// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static io.drawbridge.server.e2e.World.PRODUCTION;
import static io.drawbridge.server.e2e.World.THIRD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Service and resource control policies: PRODUCTION is the management account, DEVELOPMENT a member in a unit, THIRD
 * belongs to nobody.
 *
 * @see <a href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html">Service
 *     control policies</a>
 */
final class OrganizationTest {
    private static final String ADMINISTRATOR = World.allow("*", "*");
    private static final String ORGANIZATION = """
            {"id":"o-exampleorg1","managementAccount":"999999999999","root":{"id":"r-ab12",
             "organizationalUnits":[{"name":"workloads","id":"ou-ab12-11111111",
              "serviceControlPolicies":[
               {"name":"Basics","document":{"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":["s3:*","sts:*","iam:Create*","iam:Put*","iam:Get*"],"Resource":"*"}]}},
               {"name":"NoSecrets","document":{"Version":"2012-10-17","Statement":[
                {"Effect":"Deny","Action":"s3:GetObject","Resource":"arn:aws:s3:::*/secret"},
                {"Effect":"Deny","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/Forbidden"}]}}],
              "resourceControlPolicies":[
               {"name":"OursOnly","document":{"Version":"2012-10-17","Statement":[
                {"Effect":"Deny","Principal":"*","Action":["s3:*","sts:AssumeRole"],"Resource":"*","Condition":
                 {"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-exampleorg1"}}}]}}],
              "accounts":[{"id":"111111111111"}]}]}}""";

    private static World world;
    private static Keys developer;
    private static Keys producer;
    private static Keys stranger;

    @BeforeAll
    static void start() {
        world = World.start(ORGANIZATION);
        developer = world.user(DEVELOPMENT, "developer", ADMINISTRATOR);
        producer = world.user(PRODUCTION, "producer", ADMINISTRATOR);
        stranger = world.user(THIRD, "stranger", ADMINISTRATOR);
        bucket(DEVELOPMENT, "developed", "*");
        bucket(PRODUCTION, "produced", "*");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static void bucket(String account, String name, String principal) {
        S3Client s3 = world.s3(world.root(account));
        s3.createBucket(r -> r.bucket(name));
        s3.deletePublicAccessBlock(r -> r.bucket(name));
        s3.putBucketPolicy(r -> r.bucket(name)
                .policy("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"" + principal
                        + "\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::" + name + "/*\"}]}"));
        for (String key : new String[] {"open", "secret"}) {
            s3.putObject(
                    r -> r.bucket(name).key(key),
                    software.amazon.awssdk.core.sync.RequestBody.fromString("content of " + key));
        }
    }

    @Test
    void whatAUnitDoesNotAllowIsRefusedToUsersAndRootOfAMemberButNotToTheManagementAccount() {
        for (Keys member : new Keys[] {developer, world.root(DEVELOPMENT)}) {
            world.client()
                    .as(member)
                    .aws("iam", "list-users")
                    .failedWith("(AccessDenied) when calling the ListUsers operation")
                    .failedWith("with an explicit deny in a service control policy");
            world.client().as(member).aws("iam", "get-account-summary").succeeded();
        }
        world.client().as(producer).aws("iam", "list-users").succeeded();
        world.client().as(world.root(PRODUCTION)).aws("iam", "list-users").succeeded();
        world.client().as(stranger).aws("iam", "list-users").succeeded();
    }

    @Test
    void anExplicitDenyNamesThePolicy() {
        world.client()
                .as(developer)
                .aws("s3api", "get-object", "--bucket", "developed", "--key", "secret", "/dev/null")
                .failedWith(
                        "on resource: \"arn:aws:s3:::developed/secret\" with an explicit deny in a service control"
                                + " policy: arn:aws:organizations::999999999999:policy/o-exampleorg1/service_control_policy/p-");
        world.client()
                .as(developer)
                .aws("s3api", "get-object", "--bucket", "developed", "--key", "open", "/dev/null")
                .succeeded();
        world.client()
                .as(producer)
                .aws("s3api", "get-object", "--bucket", "produced", "--key", "secret", "/dev/null")
                .succeeded();
    }

    @Test
    void aResourceControlPolicyRefusesStrangersAndAnonymousRequestsAtABucketThatIsOpenToAll() throws Exception {
        world.client()
                .as(stranger)
                .aws("s3api", "get-object", "--bucket", "developed", "--key", "open", "/dev/null")
                .failedWith("(AccessDenied) when calling the GetObject operation: Access Denied");
        world.client()
                .as(producer)
                .aws("s3api", "get-object", "--bucket", "developed", "--key", "open", "/dev/null")
                .succeeded();
        assertThat(anonymous("developed", "open")).isEqualTo(403);
        assertThat(anonymous("produced", "open")).isEqualTo(200);
        world.client()
                .as(stranger)
                .aws("s3api", "get-object", "--bucket", "produced", "--key", "open", "/dev/null")
                .succeeded();
    }

    private static int anonymous(String bucket, String key) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(world.endpoint() + "/" + bucket + "/" + key))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void assumeRoleObeysTheCallersServiceAndTheRolesResourceControlPolicies() {
        String inside = world.role(DEVELOPMENT, "Inside", World.trust("*"), ADMINISTRATOR);
        String open = world.role(PRODUCTION, "Open", World.trust("*"), ADMINISTRATOR);
        String forbidden = world.role(PRODUCTION, "Forbidden", World.trust("*"), ADMINISTRATOR);
        assume(stranger, inside).failedWith("is not authorized to perform: sts:AssumeRole");
        assume(producer, inside).succeeded();
        assume(stranger, open).succeeded();
        assume(developer, open).succeeded();
        // Caller and role belong to one organization, so the message contains the reason.
        assume(developer, forbidden).failedWith("with an explicit deny in a service control policy: arn:aws:organi");
        assume(stranger, forbidden).succeeded();
        // A session of a member's role is limited like its users.
        world.client()
                .as(world.assume(producer, inside, "limited"))
                .aws("iam", "list-users")
                .failedWith("service control policy");
    }

    private static RealClient.Outcome assume(Keys keys, String role) {
        return world.client().as(keys).aws("sts", "assume-role", "--role-arn", role, "--role-session-name", "s1");
    }

    @Test
    void reasonsAreShownWithinTheOrganizationOnly() {
        world.client()
                .as(developer)
                .aws("s3api", "delete-object", "--bucket", "produced", "--key", "open")
                .failedWith("because no resource-based policy allows the s3:DeleteObject action");
        world.client()
                .as(stranger)
                .aws("s3api", "delete-object", "--bucket", "produced", "--key", "open")
                .failedWith("operation: Access Denied");
    }

    @Test
    void organizationKeysAreThereForMembersOnly() {
        String name = "keyed";
        S3Client s3 = world.s3(world.root(PRODUCTION));
        s3.createBucket(r -> r.bucket(name));
        s3.deletePublicAccessBlock(r -> r.bucket(name));
        s3.putObject(r -> r.bucket(name).key("k"), software.amazon.awssdk.core.sync.RequestBody.fromString("keyed"));
        s3.putBucketPolicy(r -> r.bucket(name)
                .policy("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
                        + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::keyed/*\",\"Condition\":{"
                        + "\"ForAnyValue:StringLike\":{\"aws:PrincipalOrgPaths\":\"o-exampleorg1/r-ab12/ou-ab12-11111111/*\"},"
                        + "\"StringEquals\":{\"aws:ResourceOrgID\":\"${aws:PrincipalOrgID}\"}}}]}"));
        get(developer).succeeded();
        get(stranger).failedWith("AccessDenied");
        get(world.user(PRODUCTION, "silent")).failedWith("AccessDenied");
    }

    private static RealClient.Outcome get(Keys keys) {
        return world.client().as(keys).aws("s3api", "get-object", "--bucket", "keyed", "--key", "k", "/dev/null");
    }

    @Test
    void theArnOfThePolicyCanBeLeftOut() {
        try (World plain = World.start(ORGANIZATION, builder -> builder.withoutPolicyArnInDenials())) {
            S3Client s3 = plain.s3(plain.root(DEVELOPMENT));
            s3.createBucket(r -> r.bucket("developed"));
            plain.client()
                    .as(plain.root(DEVELOPMENT))
                    .aws("s3api", "get-object", "--bucket", "developed", "--key", "secret", "/dev/null")
                    .failedWith("with an explicit deny in a service control policy\n");
        }
    }
}
