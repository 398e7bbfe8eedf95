// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Versioning through boto3: states, version ids, delete markers, listings, permissions. */
final class S3VersionsTest {
    @Test
    void versionsAnswerAsAwsDoes() {
        try (World world = World.start()) {
            Keys root = world.root(World.PRODUCTION);
            assertThat(world.client()
                            .python("s3_versions.py", root.accessKeyId(), root.secretAccessKey())
                            .succeeded()
                            .output()
                            .lines())
                    .hasSize(7)
                    .allMatch(line -> line.startsWith("ok "));
        }
    }
}
