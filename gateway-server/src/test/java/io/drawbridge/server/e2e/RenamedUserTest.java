// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Sessions of a user who is renamed go on under the new name; the old one may be another user's by then. */
final class RenamedUserTest {
    private static final String HOME = World.allow("s3:*", "arn:aws:s3:::home-${aws:username}");

    @Test
    void theSessionHasTheNewName() {
        try (World world = World.start()) {
            Keys david = world.user(DEVELOPMENT, "david", HOME);
            S3Client root = world.s3(world.root(DEVELOPMENT));
            root.createBucket(r -> r.bucket("home-david"));
            root.createBucket(r -> r.bucket("home-dave"));
            Keys session = Keys.of(world.sts(david).getSessionToken().credentials());
            world.s3(session).listObjectsV2(r -> r.bucket("home-david"));
            world.rootIam(DEVELOPMENT).updateUser(r -> r.userName("david").newUserName("dave"));
            world.user(DEVELOPMENT, "david", HOME);
            assertThat(world.sts(session).getCallerIdentity().arn())
                    .isEqualTo("arn:aws:iam::" + DEVELOPMENT + ":user/dave");
            world.s3(session).listObjectsV2(r -> r.bucket("home-dave"));
            assertThatThrownBy(() -> world.s3(session).listObjectsV2(r -> r.bucket("home-david")))
                    .hasMessageContaining("is not authorized to perform: s3:ListBucket");
        }
    }
}
