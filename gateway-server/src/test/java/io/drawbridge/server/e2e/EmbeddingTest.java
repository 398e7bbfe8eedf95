// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.Drawbridge;
import java.net.HttpURLConnection;
import java.net.URL;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Servers inside this JVM. */
final class EmbeddingTest {
    @Test
    void severalServersShareNothing() throws Exception {
        try (World one = World.start();
                World two = World.start()) {
            assertThat(one.endpoint()).isNotEqualTo(two.endpoint());
            one.s3(one.root(World.PRODUCTION)).createBucket(r -> r.bucket("only-in-one"));
            assertThat(two.s3(two.root(World.PRODUCTION)).listBuckets().buckets())
                    .isEmpty();
            assertThatThrownBy(() -> two.s3(one.root(World.PRODUCTION)).listBuckets())
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAccessKeyId"));
        }
    }

    @Test
    void sessionTokensOfAnotherServerAreRefused() {
        try (World one = World.start();
                World two = World.start()) {
            Keys user = one.user(World.PRODUCTION, "u");
            Keys session = Keys.of(one.sts(user).getSessionToken().credentials());
            assertThatThrownBy(() -> two.s3(session).listBuckets())
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidToken"));
        }
    }

    @Test
    void aClosedServerAnswersNoRequest() throws Exception {
        World world = World.start();
        URL health = new URL(world.endpoint() + "/_/health");
        assertThat(((HttpURLConnection) health.openConnection()).getResponseCode())
                .isEqualTo(200);
        world.close();
        assertThatThrownBy(() -> health.openConnection().getInputStream())
                .isInstanceOf(java.net.ConnectException.class);
    }

    @Test
    void aTestClockIsRefusedOnAnAddressThatOthersReach() {
        assertThatThrownBy(() -> Drawbridge.builder()
                        .memory()
                        .host("0.0.0.0")
                        .testClock()
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback");
    }

    @Test
    void theClockPageIsMissingByDefault() throws Exception {
        try (Drawbridge drawbridge =
                Drawbridge.builder().memory().account("111111111111").start()) {
            HttpURLConnection clock =
                    (HttpURLConnection) new URL(drawbridge.endpoint() + "/_/test/clock").openConnection();
            assertThat(clock.getResponseCode()).isEqualTo(404);
        }
    }

    @Test
    void rootCredentialsOfAnUnknownAccountAreAnError() throws Exception {
        try (Drawbridge drawbridge =
                Drawbridge.builder().memory().account("111111111111").start()) {
            assertThat(drawbridge.rootCredentials("111111111111").accessKeyId()).startsWith("AKIA");
            assertThat(drawbridge.rootCredentials("111111111111").toString())
                    .doesNotContain(drawbridge.rootCredentials("111111111111").secretAccessKey());
            assertThatThrownBy(() -> drawbridge.rootCredentials("222222222222"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
