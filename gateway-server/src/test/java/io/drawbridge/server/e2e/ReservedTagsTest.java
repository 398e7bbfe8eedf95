// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** Session tags that only AWS may set, in both actions that take tags. */
final class ReservedTagsTest {
    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StsException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
            assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo("Tag keys beginning with aws: are reserved for system use.");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:team", "AWS:team", "aws:"})
    void reservedKeysAreRefused(String key) {
        Tag tag = Tag.builder().key(key).value("blue").build();
        try (World world = World.start()) {
            Keys david = world.user(DEVELOPMENT, "David", World.allow("sts:*", "*"));
            String role = world.role(DEVELOPMENT, "Worker", World.trust(DEVELOPMENT), World.allow("s3:*", "*"));
            refused(() -> world.assume(david, role, "s1", r -> r.tags(tag)));
            refused(() ->
                    world.sts(david).getFederationToken(r -> r.name("fred").tags(tag)));
        }
    }

    @Test
    void othersAreNot() {
        try (World world = World.start()) {
            Keys david = world.user(DEVELOPMENT, "David", World.allow("sts:*", "*"));
            Tag tag = Tag.builder().key("awsteam").value("blue").build();
            assertThat(world.sts(david)
                            .getFederationToken(r -> r.name("fred").tags(tag))
                            .federatedUser()
                            .arn())
                    .endsWith(":federated-user/fred");
        }
    }
}
