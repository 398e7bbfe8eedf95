// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static io.drawbridge.core.authz.Scenes.A;
import static io.drawbridge.core.authz.Scenes.FEDERATED;
import static io.drawbridge.core.authz.Scenes.NOW;
import static io.drawbridge.core.authz.Scenes.ROOT;
import static io.drawbridge.core.authz.Scenes.SESSION;
import static io.drawbridge.core.authz.Scenes.USER;
import static io.drawbridge.core.authz.Scenes.allow;
import static io.drawbridge.core.authz.Scenes.bucket;
import static io.drawbridge.core.authz.Scenes.caller;
import static io.drawbridge.core.authz.Scenes.deny;
import static io.drawbridge.core.authz.Scenes.identity;
import static io.drawbridge.core.authz.Scenes.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * NotPrincipal.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html">
 *     NotPrincipal</a>
 */
class NotPrincipalTest {
    private static final Arn OBJECT = Arn.object("b", "k");
    private static final PolicySet ALL = set(allow("'Action':'*','Resource':'*'"));
    private final Authorizer authorizer = new Authorizer(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "USER,'arn:aws:iam::111111111111:root|arn:aws:iam::111111111111:user/dev/bob',false",
        "USER,'111111111111|AIDABOB',false",
        "USER,arn:aws:iam::111111111111:user/dev/bob,true",
        "USER,'arn:aws:iam::111111111111:root|arn:aws:iam::111111111111:user/eve',true",
        "SESSION,'111111111111|AROAAPP|arn:aws:sts::111111111111:assumed-role/app/s1',false",
        "SESSION,'111111111111|AROAAPP',true",
        "ROOT,111111111111,false",
        "ROOT,999999999999,true",
        "USER,*,false"
    })
    void denyWithNotPrincipalExemptsCallersListedWithTheirAccount(String who, String listed, boolean denied) {
        AccessCheck check = onBucket(
                deny("'NotPrincipal':{'AWS':['" + listed.replace("|", "','") + "']},'Action':'s3:*','Resource':'*'"));
        assertThat(decide(caller(principal(who)), identity(ALL, null), null, check)
                        .allowed())
                .isEqualTo(!denied);
        assertThat(decide(caller(USER), identity(ALL, ALL), null, check).allowed())
                .isFalse();
    }

    @Test
    void allowWithNotPrincipalIsForAllTheOthers() {
        AccessCheck check = onBucket(allow("'NotPrincipal':{'AWS':'AIDABOB'},'Action':'s3:*','Resource':'*'"));
        assertThat(decide(Caller.ANONYMOUS, IdentityPolicies.NONE, null, check).allowed())
                .isTrue();
        assertThat(decide(caller(SESSION), identity(PolicySet.EMPTY, null), null, check)
                        .allowed())
                .isTrue();
        assertThat(decide(caller(USER), identity(PolicySet.EMPTY, null), null, check)
                        .allowed())
                .isFalse();
    }

    private static Principal principal(String name) {
        return switch (name) {
            case "USER" -> USER;
            case "SESSION" -> SESSION;
            case "FEDERATED" -> FEDERATED;
            default -> ROOT;
        };
    }

    private static AccessCheck onBucket(String statement) {
        return AccessCheck.onBucket("s3:GetObject", OBJECT, A, bucket(statement));
    }

    private Decision decide(Caller caller, IdentityPolicies policies, @Nullable PolicySet session, AccessCheck check) {
        return authorizer.decide(caller, policies, session, ConditionValues.EMPTY, check);
    }
}
