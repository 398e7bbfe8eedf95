// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.e2e;

import static io.drawbridge.server.e2e.World.DEVELOPMENT;
import static io.drawbridge.server.e2e.World.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/**
 * Inline session policies have 2,048 characters at most, however well they can be packed.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">Quotas</a>
 */
final class SessionPolicyLengthTest {
    private static String policy(int length) {
        String shortest = World.allow("s3:*", "*");
        return shortest + " ".repeat(length - shortest.length());
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorMessage())
                    .startsWith("1 validation error detected: Value '{")
                    .endsWith("' at 'policy' failed to satisfy constraint: Member must have length less than or"
                            + " equal to 2048");
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
            assertThat(e.statusCode()).isEqualTo(400);
        });
    }

    @Test
    void longerOnesAreRefusedByAllActions() {
        try (World world = World.start()) {
            Keys david = world.user(DEVELOPMENT, "David", World.allow("sts:*", "*"));
            String role = world.role(PRODUCTION, "Worker", World.trust(DEVELOPMENT), World.allow("s3:*", "*"));
            AssumeRoleResponse longest = world.sts(david)
                    .assumeRole(r -> r.roleArn(role).roleSessionName("s1").policy(policy(2_048)));
            assertThat(longest.credentials().sessionToken()).isNotEmpty();
            world.s3(Keys.of(longest.credentials())).listBuckets();
            refused(() -> world.sts(david)
                    .assumeRole(r -> r.roleArn(role).roleSessionName("s1").policy(policy(2_049))));
            refused(() -> world.sts(david)
                    .assumeRole(r -> r.roleArn(role).roleSessionName("s1").policy(policy(125_000))));
            world.sts(david).getFederationToken(r -> r.name("fred").policy(policy(2_048)));
            refused(() ->
                    world.sts(david).getFederationToken(r -> r.name("fred").policy(policy(2_049))));
        }
    }
}
