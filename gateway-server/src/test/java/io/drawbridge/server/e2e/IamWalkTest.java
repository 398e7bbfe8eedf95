// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every IAM action through boto3, allowed and refused, with AWS's own texts. */
final class IamWalkTest {
    @Test
    void everyIamActionAnswersAsAwsDoes() {
        try (World world = World.start()) {
            Keys root = world.root(World.PRODUCTION);
            assertThat(world.client()
                            .python(
                                    "iam_walk.py",
                                    World.PRODUCTION,
                                    root.accessKeyId(),
                                    root.secretAccessKey(),
                                    World.DEVELOPMENT)
                            .succeeded()
                            .output()
                            .lines())
                    .hasSize(10)
                    .allMatch(line -> line.startsWith("ok "));
        }
    }
}
