// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static io.drawbridge.server.e2e.World.PRODUCTION;
import static io.drawbridge.server.e2e.World.THIRD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What SimulatePrincipalPolicy says is what the real call then hears: identity policies, boundaries and service control
 * policies against actions of S3, IAM and STS, with the live trust of roles of three accounts.
 */
final class SimulationAgreesTest {
    /** DEVELOPMENT lies under an SCP that forbids some of everything; PRODUCTION is the management account. */
    private static final String ORGANIZATION = """
            {"id":"o-exampleorg1","managementAccount":"999999999999","root":{"organizationalUnits":[{"name":"U",
             "serviceControlPolicies":[{"name":"FullAWSAccess"},{"name":"Some","document":{"Version":"2012-10-17",
              "Statement":[{"Effect":"Deny","Action":["s3:DeleteObject","iam:ListGroups"],"Resource":"*"},
               {"Effect":"Deny","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/Closed"}]}}],
             "accounts":[{"id":"111111111111"}]}]}}""";

    private static final List<String> IDENTITY = List.of(
            World.allow("*", "*"),
            World.allow("s3:*", "arn:aws:s3:::own-*"),
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"sts:AssumeRole\",\"iam:List*\"],"
                    + "\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"Action\":\"iam:ListUsers\",\"Resource\":\"*\"}]}",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"NotAction\":\"iam:*\",\"Resource\":\"*\","
                    + "\"Condition\":{\"StringLike\":{\"aws:username\":\"u1*\"}}},{\"Effect\":\"Deny\",\"Action\":"
                    + "\"s3:GetObject\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}}}]}",
            World.deny("s3:*", "*"));

    private static final List<String> BOUNDARIES = List.of(
            "",
            World.allow("s3:*", "*"),
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"sts:*\",\"iam:*\"],\"Resource\":\"*\"}]}");

    private static final List<String> ROLES = List.of("ByAccount", "ByAll", "ByNobody", "Closed", "ByTag");

    private final Set<String> decisions = new HashSet<>();

    @Test
    void theSimulatorAndTheRealCallAgree() {
        try (World world = World.start(ORGANIZATION)) {
            for (String account : List.of(PRODUCTION, DEVELOPMENT, THIRD)) {
                roles(world, account);
                S3Client s3 = world.s3(world.root(account));
                s3.createBucket(r -> r.bucket("own-" + account));
                s3.putObject(r -> r.bucket("own-" + account).key("k"), RequestBody.fromString("x"));
            }
            int cases = 0;
            for (String account : List.of(PRODUCTION, DEVELOPMENT)) {
                IamClient iam = world.rootIam(account);
                for (int i = 0; i < IDENTITY.size(); i++) {
                    for (int j = 0; j < BOUNDARIES.size(); j++) {
                        String name = "u" + i + j;
                        Keys keys = user(world, iam, account, name, IDENTITY.get(i), BOUNDARIES.get(j));
                        for (Case one : cases(account)) {
                            cases++;
                            compare(world, iam, account, name, keys, one);
                        }
                    }
                }
            }
            assertThat(cases).isEqualTo(2 * 15 * (7 + 2 * ROLES.size()));
            assertThat(decisions).containsExactlyInAnyOrder("allowed", "explicitDeny", "implicitDeny");
        }
    }

    private static void roles(World world, String account) {
        IamClient iam = world.rootIam(account);
        for (String role : ROLES) {
            String trust =
                    switch (role) {
                        case "ByAccount" ->
                            World.trust(DEVELOPMENT)
                                    .replace(
                                            "\"AWS\":\"" + DEVELOPMENT + "\"",
                                            "\"AWS\":[\"" + DEVELOPMENT + "\",\"" + PRODUCTION + "\"]");
                        case "ByAll", "Closed" -> World.trust("*");
                        case "ByTag" ->
                            World.trust("*")
                                    .replace(
                                            "\"Action\"",
                                            "\"Condition\":{\"StringEquals\":{"
                                                    + "\"aws:PrincipalTag/team\":\"red\"}},\"Action\"");
                        default -> World.trust("x").replace("\"AWS\":\"x\"", "\"Service\":\"ec2.amazonaws.com\"");
                    };
            iam.createRole(r -> r.roleName(role).assumeRolePolicyDocument(trust));
        }
    }

    private static Keys user(
            World world, IamClient iam, String account, String name, String identity, String boundary) {
        Keys keys = world.user(account, name, identity);
        // Every second user is tagged.
        if (name.hashCode() % 2 == 0) {
            iam.tagUser(r ->
                    r.userName(name).tags(Tag.builder().key("team").value("red").build()));
        }
        if (!boundary.isEmpty()) {
            String arn = iam.createPolicy(r -> r.policyName("boundary-" + name).policyDocument(boundary))
                    .policy()
                    .arn();
            iam.putUserPermissionsBoundary(r -> r.userName(name).permissionsBoundary(arn));
        }
        return keys;
    }

    /** An action on a resource, and the call that needs it. */
    private record Case(String action, String resource, Call call) {
        /** Whether the simulator knows all that the decision rests on: of other accounts it looks nothing up. */
        boolean whole(String account) {
            return !action.startsWith("sts:") || resource.startsWith("arn:aws:iam::" + account + ":");
        }
    }

    private interface Call {
        void make(World world, Keys keys);
    }

    private static List<Case> cases(String account) {
        String bucket = "own-" + account;
        String object = "arn:aws:s3:::" + bucket + "/k";
        String other = account.equals(PRODUCTION) ? DEVELOPMENT : THIRD;
        List<Case> cases = new ArrayList<>(List.of(
                new Case("s3:ListAllMyBuckets", "*", (w, k) -> w.s3(k).listBuckets()),
                new Case("s3:ListBucket", "arn:aws:s3:::" + bucket, (w, k) -> w.s3(k)
                        .listObjectsV2(r -> r.bucket(bucket))),
                new Case("s3:GetObject", object, (w, k) -> w.s3(k)
                        .getObjectAsBytes(r -> r.bucket(bucket).key("k"))),
                new Case("s3:DeleteObject", object, (w, k) -> {
                    w.s3(k).deleteObject(r -> r.bucket(bucket).key("k"));
                    w.s3(w.root(account)).putObject(r -> r.bucket(bucket).key("k"), RequestBody.fromString("x"));
                }),
                new Case("iam:ListUsers", "arn:aws:iam::" + account + ":user/", (w, k) -> w.iam(k)
                        .listUsers()),
                new Case("iam:ListGroups", "arn:aws:iam::" + account + ":group/", (w, k) -> w.iam(k)
                        .listGroups()),
                new Case("iam:GetRole", "arn:aws:iam::" + account + ":role/ByAll", (w, k) -> w.iam(k)
                        .getRole(r -> r.roleName("ByAll")))));
        for (String owner : List.of(account, other)) {
            for (String role : ROLES) {
                String arn = World.roleArn(owner, role);
                cases.add(new Case("sts:AssumeRole", arn, (w, k) -> w.assume(k, arn, "s1")));
            }
        }
        return cases;
    }

    private void compare(World world, IamClient iam, String account, String name, Keys keys, Case one) {
        String decision = iam.simulatePrincipalPolicy(
                        r -> r.policySourceArn("arn:aws:iam::" + account + ":user/" + name)
                                .actionNames(one.action())
                                .resourceArns(one.resource()))
                .evaluationResults()
                .get(0)
                .evalDecisionAsString();
        decisions.add(decision);
        boolean succeeds = succeeds(world, keys, one);
        if (!succeeds && !one.whole(account)) {
            // The simulator tells of the caller's side; the other account may refuse beyond it.
            return;
        }
        assertThat(succeeds)
                .as("%s of %s: %s on %s, simulated as %s", name, account, one.action(), one.resource(), decision)
                .isEqualTo(decision.equals("allowed"));
    }

    private static boolean succeeds(World world, Keys keys, Case one) {
        try {
            one.call().make(world, keys);
            return true;
        } catch (AwsServiceException e) {
            assertThat(e.statusCode()).as(e.getMessage()).isEqualTo(403);
            return false;
        }
    }
}
