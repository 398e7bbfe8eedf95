// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static io.drawbridge.core.authz.Scenes.A;
import static io.drawbridge.core.authz.Scenes.SESSION;
import static io.drawbridge.core.authz.Scenes.USER;
import static io.drawbridge.core.authz.Scenes.caller;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.policy.Effect;
import io.drawbridge.core.policy.SourceSpan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of denials. */
class DenialMessageTest {
    private static final String USER_PREFIX =
            "User: arn:aws:iam::111111111111:user/dev/bob is not authorized to perform: iam:GetUser on resource:"
                    + " arn:aws:iam::111111111111:user/eve";

    @ParameterizedTest
    @CsvSource({
        "IDENTITY,IMPLICIT,because no identity-based policy allows the iam:GetUser action",
        "RESOURCE,IMPLICIT,because no resource-based policy allows the iam:GetUser action",
        "TRUST,IMPLICIT,because no role trust policy allows the iam:GetUser action",
        "BOUNDARY,IMPLICIT,because no permissions boundary allows the iam:GetUser action",
        "SESSION,IMPLICIT,because no session policy allows the iam:GetUser action",
        "SERVICE_CONTROL,IMPLICIT,with an explicit deny in a service control policy",
        "RESOURCE_CONTROL,IMPLICIT,because no resource control policy allows the iam:GetUser action",
        "IDENTITY,EXPLICIT,with an explicit deny in an identity-based policy",
        "RESOURCE,EXPLICIT,with an explicit deny in a resource-based policy",
        "TRUST,EXPLICIT,with an explicit deny in the role trust policy",
        "BOUNDARY,EXPLICIT,with an explicit deny in a permissions boundary",
        "SESSION,EXPLICIT,with an explicit deny in a session policy",
        "SERVICE_CONTROL,EXPLICIT,with an explicit deny in a service control policy",
        "RESOURCE_CONTROL,EXPLICIT,with an explicit deny in a resource control policy"
    })
    void reasonNamesTheKindOfPolicy(PolicyType role, Decision.Denial denial, String reason) {
        AccessCheck check = AccessCheck.onOwn("iam:GetUser", Arn.iam(A, "user/eve"));
        Decision.Denied denied = new Decision.Denied(denial, role, null, Decision.Relation.SAME_ACCOUNT);
        assertThat(DenialMessage.text(caller(USER), check, denied)).isEqualTo(USER_PREFIX + " " + reason);
    }

    @Test
    void explicitDenyOfAManagedPolicyNamesItsArn() {
        AccessCheck check = AccessCheck.onOwn("iam:GetUser", Arn.iam(A, "user/eve"));
        String reason = " with an explicit deny in an identity-based policy";
        assertThat(DenialMessage.text(caller(USER), check, denied("arn:aws:iam::111111111111:policy/P")))
                .isEqualTo(USER_PREFIX + reason + ": arn:aws:iam::111111111111:policy/P");
        assertThat(DenialMessage.text(caller(USER), check, denied(null))).isEqualTo(USER_PREFIX + reason);
    }

    @Test
    void messagesToOtherAccountsHaveNoReason() {
        AccessCheck check = AccessCheck.onOwn("iam:GetUser", Arn.iam(A, "user/eve"));
        Decision.Denied denied =
                new Decision.Denied(Decision.Denial.IMPLICIT, PolicyType.TRUST, null, Decision.Relation.CROSS_ACCOUNT);
        assertThat(DenialMessage.text(caller(USER), check, denied)).isEqualTo(USER_PREFIX);
    }

    @Test
    void s3QuotesTheResourceAndHidesItFromOtherAccounts() {
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", Arn.object("b", "k"), A, null);
        Decision.Denied own = new Decision.Denied(
                Decision.Denial.IMPLICIT, PolicyType.IDENTITY, null, Decision.Relation.SAME_ACCOUNT);
        Decision.Denied foreign = new Decision.Denied(
                Decision.Denial.IMPLICIT, PolicyType.IDENTITY, null, Decision.Relation.CROSS_ACCOUNT);
        assertThat(DenialMessage.text(caller(SESSION), check, own))
                .isEqualTo("User: arn:aws:sts::111111111111:assumed-role/app/s1 is not authorized to perform:"
                        + " s3:GetObject on resource: \"arn:aws:s3:::b/k\" because no identity-based policy allows"
                        + " the s3:GetObject action");
        assertThat(DenialMessage.text(caller(SESSION), check, foreign)).isEqualTo("Access Denied");
        assertThat(DenialMessage.text(Caller.ANONYMOUS, check, own)).isEqualTo("Access Denied");
    }

    private static Decision.Denied denied(@Nullable String policyArn) {
        PolicyOrigin origin = new PolicyOrigin(PolicySourceType.CUSTOMER_MANAGED, "P", policyArn, null);
        return new Decision.Denied(
                Decision.Denial.EXPLICIT,
                PolicyType.IDENTITY,
                new MatchedStatement(origin, 0, null, Effect.DENY, new SourceSpan(1, 1, 1, 2, 1, 2)),
                Decision.Relation.SAME_ACCOUNT);
    }
}
