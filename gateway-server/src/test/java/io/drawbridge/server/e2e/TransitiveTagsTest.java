// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * Session tags that one session hands on to the next.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">Session tags</a>
 */
final class TransitiveTagsTest {
    /** Roles whose tag env is dev, and tags for sessions. */
    private static final String ASSUME_DEV = """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*",
            "Condition":{"StringEquals":{"aws:ResourceTag/env":"dev"}}},
            {"Effect":"Allow","Action":"sts:TagSession","Resource":"*"}]}""";

    private World world;

    @BeforeEach
    void start() {
        world = World.start();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static String trust() {
        return World.trust(PRODUCTION).replace("\"sts:AssumeRole\"", "[\"sts:AssumeRole\",\"sts:TagSession\"]");
    }

    private String role(String name, String env, String policy) {
        String arn = world.role(PRODUCTION, name, trust(), policy);
        world.rootIam(PRODUCTION).tagRole(r -> r.roleName(name)
                .tags(software.amazon.awssdk.services.iam.model.Tag.builder()
                        .key("env")
                        .value(env)
                        .build()));
        return arn;
    }

    private static Consumer<AssumeRoleRequest.Builder> tagged(String key, String value, String... transitive) {
        return r -> r.tags(Tag.builder().key(key).value(value).build()).transitiveTagKeys(transitive);
    }

    private static void denied(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> assertThat(
                        e.awsErrorDetails().errorCode())
                .isEqualTo("AccessDenied"));
    }

    @Test
    void tagsOfTheCallDoNotChangeTheTagsOfTheRole() {
        String production = role("Prod", "prod", World.allow("s3:*", "*"));
        String development = role("Dev", "dev", World.allow("s3:*", "*"));
        Keys ann = world.user(PRODUCTION, "Ann", ASSUME_DEV);
        world.assume(ann, development, "s1");
        denied(() -> world.assume(ann, production, "s1"));
        denied(() -> world.assume(ann, production, "s1", tagged("env", "dev")));
        denied(() -> world.assume(ann, production, "s1", tagged("env", "dev", "env")));
        denied(() -> world.assume(ann, production, "s1", tagged("Env", "dev", "env")));
    }

    @Test
    void whatTheSessionHandsOnStandsInPlaceOfTheTagsOfTheRole() {
        String production = role("Prod", "prod", World.allow("s3:*", "*"));
        String hop = role("Hop", "dev", ASSUME_DEV);
        Keys ann = world.user(PRODUCTION, "Ann", ASSUME_DEV);
        denied(() -> world.assume(world.assume(ann, hop, "s1"), production, "s2"));
        denied(() -> world.assume(world.assume(ann, hop, "s1", tagged("env", "dev")), production, "s2"));
        world.assume(world.assume(ann, hop, "s1", tagged("env", "dev", "env")), production, "s2");
    }

    @Test
    void theValueIsHandedOnWhateverTheCaseOfTheKey() {
        String second = world.role(
                PRODUCTION, "Second", trust(), World.allow("s3:*", "arn:aws:s3:::team-${aws:PrincipalTag/team}"));
        String first = world.role(PRODUCTION, "First", trust(), World.allow("sts:*", "*"));
        world.s3(world.root(PRODUCTION)).createBucket(r -> r.bucket("team-red"));
        world.s3(world.root(PRODUCTION)).createBucket(r -> r.bucket("team-blue"));
        Keys ann = world.user(PRODUCTION, "Ann", World.allow("sts:*", "*"));
        Keys hop = world.assume(ann, first, "s1", tagged("Team", "red", "team"));
        Keys session = world.assume(hop, second, "s2");
        world.s3(session).listObjectsV2(r -> r.bucket("team-red"));
        assertThatThrownBy(() -> world.s3(session).listObjectsV2(r -> r.bucket("team-blue")))
                .hasMessageContaining("not authorized to perform: s3:ListBucket");
        assertThatThrownBy(() -> world.assume(hop, second, "s2", tagged("TEAM", "blue")))
                .hasMessageContaining("conflicts with a transitive tag key from the calling session");
    }
}
