// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Buckets and objects through boto3 and bare HTTP, allowed and refused, with AWS's own texts. */
final class S3WalkTest {
    @Test
    void bucketsAndObjectsAnswerAsAwsDoes() {
        try (World world = World.start()) {
            Keys root = world.root(World.PRODUCTION);
            Keys other = world.root(World.DEVELOPMENT);
            assertThat(world.client()
                            .python(
                                    "s3_walk.py",
                                    World.PRODUCTION,
                                    root.accessKeyId(),
                                    root.secretAccessKey(),
                                    World.DEVELOPMENT,
                                    other.accessKeyId(),
                                    other.secretAccessKey())
                            .succeeded()
                            .output()
                            .lines())
                    .hasSize(11)
                    .allMatch(line -> line.startsWith("ok "));
        }
    }
}
