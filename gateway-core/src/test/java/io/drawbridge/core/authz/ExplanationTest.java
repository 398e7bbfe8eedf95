// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static io.drawbridge.core.authz.Scenes.A;
import static io.drawbridge.core.authz.Scenes.NOW;
import static io.drawbridge.core.authz.Scenes.USER;
import static io.drawbridge.core.authz.Scenes.allow;
import static io.drawbridge.core.authz.Scenes.caller;
import static io.drawbridge.core.authz.Scenes.deny;
import static io.drawbridge.core.authz.Scenes.identity;
import static io.drawbridge.core.authz.Scenes.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The explanations for the policy simulator. */
class ExplanationTest {
    private static final AccessCheck CHECK = AccessCheck.onBucket("s3:GetObject", Arn.object("b", "k"), A, null);

    @Test
    void namesAllAllowingStatementsAndTheMissingKeys() {
        Explanation explanation = explain(identity(
                set(
                        allow("'Action':'s3:*','Resource':'*'"),
                        allow("'Action':'s3:Get*','Resource':'*'"),
                        allow("'Action':'s3:*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':'true'}}")),
                set(allow("'Action':'ec2:*','Resource':'*'"))));
        assertThat(explanation.decision().allowed()).isFalse();
        assertThat(explanation.matched()).extracting(MatchedStatement::index).containsExactly(0, 1);
        assertThat(explanation.missingKeys()).containsExactly("aws:securetransport");
        assertThat(explanation.allowing()).containsExactly(PolicyType.IDENTITY);
    }

    @Test
    void namesOnlyDenyingStatementsWhenOneDenies() {
        Explanation explanation = explain(identity(
                set(allow("'Action':'s3:*','Resource':'*'"), deny("'Action':'s3:Get*','Resource':'*'")), null));
        assertThat(explanation.decision().allowed()).isFalse();
        assertThat(explanation.matched()).extracting(MatchedStatement::index).containsExactly(1);
    }

    private static Explanation explain(IdentityPolicies policies) {
        AuthorizationContext context =
                AuthorizationContext.of(caller(USER), policies, null, ConditionValues.EMPTY, NOW);
        return new Authorizer(Clock.fixed(NOW, ZoneOffset.UTC)).explain(context, CHECK);
    }
}
