// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Access control list, ownership controls and public access block of a bucket through boto3. */
final class S3BucketSettingsTest {
    @Test
    void settingsAnswerAsAwsDoes() {
        try (World world = World.start()) {
            Keys root = world.root(World.PRODUCTION);
            assertThat(world.client()
                            .python("s3_bucket_settings.py", root.accessKeyId(), root.secretAccessKey())
                            .succeeded()
                            .output()
                            .lines())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("ok "));
        }
    }
}
