// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The families of IAM actions through boto3, each with its script: allowed, refused, and with AWS's own texts. */
final class IamScriptsTest {
    @ParameterizedTest
    @CsvSource({
        "iam_walk.py, 10",
        "iam_instance_profiles.py, 4",
        "iam_recorded.py, 5",
        "sts_recorded.py, 4",
        "iam_service_linked_roles.py, 2",
        "iam_mfa.py, 6",
        "iam_passwords.py, 5",
        "iam_credential_report.py, 3",
        "iam_user_credentials.py, 5",
        "iam_server_certificates.py, 4"
    })
    void everyIamActionAnswersAsAwsDoes(String script, int sections) {
        try (World world = World.start()) {
            Keys root = world.root(World.PRODUCTION);
            assertThat(world.client()
                            .python(
                                    script,
                                    World.PRODUCTION,
                                    root.accessKeyId(),
                                    root.secretAccessKey(),
                                    World.DEVELOPMENT)
                            .succeeded()
                            .output()
                            .lines())
                    .hasSize(sections)
                    .allMatch(line -> line.startsWith("ok "));
        }
    }
}
