// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static io.drawbridge.server.e2e.World.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.model.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What encoded authorization messages tell of a resource, in its own account and in another. */
final class ForeignDenialTest {
    private static final Pattern MESSAGE = Pattern.compile("Encoded authorization failure message: ([\\w-]+)");

    /** Uses every condition key that a message could contain, and denies nothing. */
    private static final String CURIOUS = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"},
            {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{
            "S3:existingobjecttag/Class":"x","AWS:resourcetag/Project":"x","iam:ResourceTag/Project":"x",
            "aws:RESOURCEACCOUNT":"x","s3:ResourceAccount":"x","aws:ResourceOrgID":"x","aws:useragent":"x",
            "aws:principaltag/Team":"x"}}}]}""";

    private static final String BUCKET_POLICY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"s3:ListBucket",
            "Resource":"arn:aws:s3:::secrets"},
            {"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::secrets/*",
            "Condition":{"StringEquals":{"aws:Referer":"x"}}}]}""";

    private static World world;
    private static Keys near;
    private static Keys far;

    @BeforeAll
    static void start() {
        world = World.start("null", builder -> builder.encodedAuthorizationMessages());
        near = world.user(PRODUCTION, "near", CURIOUS);
        far = world.user(DEVELOPMENT, "far", CURIOUS);
        for (String account : List.of(PRODUCTION, DEVELOPMENT)) {
            world.rootIam(account).tagUser(r -> r.userName(account.equals(PRODUCTION) ? "near" : "far")
                    .tags(Tag.builder().key("Team").value("blue").build()));
        }
        world.role(PRODUCTION, "guarded", World.trust(PRODUCTION), World.allow("s3:*", "*"));
        world.rootIam(PRODUCTION).tagRole(r -> r.roleName("guarded")
                .tags(Tag.builder().key("Project").value("falcon").build()));
        var s3 = world.s3(world.root(PRODUCTION));
        s3.createBucket(r -> r.bucket("secrets"));
        s3.putObject(r -> r.bucket("secrets").key("k").tagging("Class=top"), RequestBody.fromString("x"));
        s3.putBucketPolicy(r -> r.bucket("secrets").policy(BUCKET_POLICY.formatted(DEVELOPMENT)));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static Map<String, String> denial(String account, Runnable call) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call::run);
        Matcher matcher = MESSAGE.matcher(refusal.awsErrorDetails().errorMessage());
        assertThat(matcher.find()).as(refusal.getMessage()).isTrue();
        String decoded = world.sts(world.root(account))
                .decodeAuthorizationMessage(r -> r.encodedMessage(matcher.group(1)))
                .decodedMessage();
        Map<String, String> conditions = new TreeMap<>();
        for (JsonNode item : JsonMapper.shared()
                .readTree(decoded)
                .get("context")
                .get("conditions")
                .get("items")) {
            conditions.put(
                    item.get("key").stringValue(),
                    item.get("values").get("items").get(0).get("value").stringValue());
        }
        return conditions;
    }

    private static Map<String, String> get(String account, Keys keys, String key) {
        return denial(account, () -> world.s3(
                        keys, builder -> builder.overrideConfiguration(c -> c.putHeader("Referer", "here")))
                .getObjectAsBytes(r -> r.bucket("secrets").key(key)));
    }

    @Test
    void theOwnersAccountGetsDetailsOfTheResource() {
        assertThat(get(PRODUCTION, near, "k"))
                .containsEntry("s3:ExistingObjectTag/Class", "top")
                .containsEntry("aws:ResourceAccount", PRODUCTION)
                .containsEntry("s3:ResourceAccount", PRODUCTION)
                .containsEntry("aws:PrincipalTag/Team", "blue")
                .containsEntry("aws:Referer", "here")
                .containsKey("aws:UserAgent");
        assertThat(denial(PRODUCTION, () -> world.assume(near, World.roleArn(PRODUCTION, "guarded"), "s1")))
                .containsEntry("aws:ResourceTag/Project", "falcon")
                .containsEntry("iam:ResourceTag/Project", "falcon")
                .containsEntry("aws:ResourceAccount", PRODUCTION);
    }

    @Test
    void anotherAccountGetsDetailsOfTheRequestOnly() {
        Map<String, String> there = get(DEVELOPMENT, far, "k");
        assertThat(there)
                .containsEntry("aws:PrincipalTag/Team", "blue")
                .containsKey("aws:UserAgent")
                .doesNotContainKeys(
                        "s3:ExistingObjectTag/Class", "aws:ResourceAccount", "s3:ResourceAccount", "aws:Referer");
        Map<String, String> missing = get(DEVELOPMENT, far, "missing");
        assertThat(new TreeSet<>(there.keySet())).isEqualTo(new TreeSet<>(missing.keySet()));
        Map<String, String> role =
                denial(DEVELOPMENT, () -> world.assume(far, World.roleArn(PRODUCTION, "guarded"), "s1"));
        assertThat(role)
                .doesNotContainKeys("aws:ResourceTag/Project", "iam:ResourceTag/Project", "aws:ResourceAccount")
                .containsEntry("aws:PrincipalTag/Team", "blue");
        assertThat(denial(DEVELOPMENT, () -> world.assume(far, World.roleArn(PRODUCTION, "absent"), "s1"))
                        .keySet())
                .isEqualTo(role.keySet());
    }
}
