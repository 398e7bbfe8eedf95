// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Requests of real clients that are easy to misread, each next to its accepted twin. */
final class S3FaultsTest {
    @Test
    void easilyMisreadRequestsAnswerAsAwsDoes() {
        try (World world = World.start()) {
            Keys root = world.root(World.PRODUCTION);
            Keys other = world.root(World.DEVELOPMENT);
            assertThat(world.client()
                            .python(
                                    "s3_faults.py",
                                    World.PRODUCTION,
                                    root.accessKeyId(),
                                    root.secretAccessKey(),
                                    World.DEVELOPMENT,
                                    other.accessKeyId(),
                                    other.secretAccessKey())
                            .succeeded()
                            .output()
                            .lines())
                    .hasSize(13)
                    .allMatch(line -> line.startsWith("ok "));
        }
    }
}
