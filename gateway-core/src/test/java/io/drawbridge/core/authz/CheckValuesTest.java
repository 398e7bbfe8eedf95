// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.util.List;
import org.junit.jupiter.api.Test;

/** aws:ResourceAccount: the owner's account, which derives from the check itself. */
class CheckValuesTest {
    private static final AccountId OTHER = new AccountId("222222222222");
    private static final String KEY = "aws:resourceaccount";

    private static AuthorizationContext context(Caller caller, ConditionValues values) {
        return AuthorizationContext.of(caller, IdentityPolicies.NONE, null, values, Scenes.NOW);
    }

    private static List<String> of(AccessCheck check) {
        Caller user = new Caller(Scenes.USER, null, "AKIAEXAMPLE", AuthenticationType.SIGV4_HEADER);
        return new CheckValues(context(user, ConditionValues.EMPTY), check).get(KEY);
    }

    @Test
    void resourceAccountIsTheOwnerOrTheAccountOfTheArnOrTheCaller() {
        assertThat(of(AccessCheck.onBucket("s3:GetObject", Arn.bucket("b"), OTHER, null)))
                .containsExactly("222222222222");
        assertThat(of(AccessCheck.onOwn("iam:GetRole", Arn.iam(Scenes.A, "role/r"))))
                .containsExactly("111111111111");
        assertThat(of(AccessCheck.onOwn("iam:GetPolicy", Arn.iam(OTHER, "policy/p"))))
                .containsExactly("222222222222");
        assertThat(of(AccessCheck.onOwn("iam:GetPolicy", new Arn("aws", "iam", "", "aws", "policy/p"))))
                .containsExactly("aws");
        assertThat(of(AccessCheck.withoutResource("iam:GetAccountSummary"))).containsExactly("111111111111");
        assertThat(of(AccessCheck.withoutResource("s3:ListAllMyBuckets"))).containsExactly("111111111111");
    }

    @Test
    void givenValuesTakePrecedenceAndAnonymousHasNoAccount() {
        AccessCheck check = AccessCheck.withoutResource("iam:GetAccountSummary");
        AuthorizationContext nobody = context(Caller.ANONYMOUS, ConditionValues.EMPTY);
        assertThat(new CheckValues(nobody, check).get(KEY)).isNull();
        AuthorizationContext given = context(Caller.ANONYMOUS, ConditionValues.of(KEY, "333333333333"));
        assertThat(new CheckValues(given, check).get(KEY)).containsExactly("333333333333");
        assertThat(new CheckValues(given, check.with(ConditionValues.of(KEY, "444444444444"))).get(KEY))
                .containsExactly("444444444444");
    }
}
