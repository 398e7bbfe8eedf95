// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of real clients that are easy to misread, each next to its accepted twin. */
final class S3FaultsTest {
    @ParameterizedTest
    @CsvSource({"s3_faults.py, 6", "s3_answers.py, 7"})
    void easilyMisreadRequestsAnswerAsAwsDoes(String script, int sections) {
        try (World world = World.start()) {
            Keys root = world.root(World.PRODUCTION);
            Keys other = world.root(World.DEVELOPMENT);
            assertThat(world.client()
                            .python(
                                    script,
                                    World.PRODUCTION,
                                    root.accessKeyId(),
                                    root.secretAccessKey(),
                                    World.DEVELOPMENT,
                                    other.accessKeyId(),
                                    other.secretAccessKey())
                            .succeeded()
                            .output()
                            .lines())
                    .hasSize(sections)
                    .allMatch(line -> line.startsWith("ok "));
        }
    }
}
