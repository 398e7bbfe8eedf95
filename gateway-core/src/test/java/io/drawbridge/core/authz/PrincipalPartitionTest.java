// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Principals name accounts of this partition, {@code aws}; the same number in another partition is another account. */
class PrincipalPartitionTest {
    private final Authorizer authorizer = new Authorizer(Clock.fixed(Scenes.NOW, ZoneOffset.UTC));

    private static String trust(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal
                + "\"},\"Action\":\"sts:AssumeRole\"}]}";
    }

    private Decision decide(String trust) {
        CompiledPolicy policy = CompiledPolicy.compile(
                PolicyParser.readStored(trust, PolicyGrammar.TRUST),
                new PolicyOrigin(PolicySourceType.TRUST, "r", null, null));
        AccessCheck check = new AccessCheck(
                "sts:AssumeRole",
                Arn.iam(Scenes.A, "role/r"),
                Scenes.A,
                ResourcePolicyUse.REQUIRED,
                policy,
                ConditionValues.EMPTY);
        IdentityPolicies all = new IdentityPolicies(
                Scenes.set(Scenes.allow("'Action':'*','Resource':'*'")), null, Map.of(), List.of());
        Caller caller = new Caller(Scenes.USER, null, "AKIAEXAMPLE", AuthenticationType.SIGV4_HEADER);
        return authorizer.decide(caller, all, null, ConditionValues.EMPTY, check);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::111111111111:root,true",
        "111111111111,true",
        "arn:aws-cn:iam::111111111111:root,false",
        "arn:aws-us-gov:iam::111111111111:root,false",
        "arn:aws-cn:iam::111111111111:user/dev/bob,false"
    })
    void storedPoliciesMeanThisPartition(String principal, boolean allowed) {
        assertThat(decide(trust(principal)).allowed()).isEqualTo(allowed);
    }

    @Test
    void newPoliciesWithAnotherPartitionAreRefused() {
        PolicyParser.parse(trust("arn:aws:iam::111111111111:root"), PolicyGrammar.TRUST);
        assertThatThrownBy(() -> PolicyParser.parse(trust("arn:aws-cn:iam::111111111111:root"), PolicyGrammar.TRUST))
                .isInstanceOfSatisfying(AwsException.class, e -> assertThat(e.text())
                        .isEqualTo("Invalid principal in policy: \"AWS\":\"arn:aws-cn:iam::111111111111:root\""));
        String bucket = trust("arn:aws-cn:iam::111111111111:root")
                .replace("\"sts:AssumeRole\"", "\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\"");
        assertThatThrownBy(() -> PolicyParser.parse(bucket, PolicyGrammar.BUCKET))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("MalformedPolicy"));
        String provider = trust("x")
                .replace("\"AWS\":\"x\"", "\"Federated\":\"arn:aws-cn:iam::111111111111:saml-provider/idp\"")
                .replace("sts:AssumeRole", "sts:AssumeRoleWithSAML");
        assertThatThrownBy(() -> PolicyParser.parse(provider, PolicyGrammar.TRUST))
                .isInstanceOf(AwsException.class);
    }
}
