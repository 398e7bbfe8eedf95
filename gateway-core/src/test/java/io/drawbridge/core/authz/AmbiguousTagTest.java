// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.condition.ConditionValues;
import io.drawbridge.core.policy.condition.TagKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements on the tags of an object that has two tags whose keys differ only in case. */
final class AmbiguousTagTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String ON_TAG = "\"Condition\":{\"StringEquals\":{\"s3:ExistingObjectTag/class\":\"public\"}}";

    private static boolean allowed(String statements, Map<String, String> tags) {
        Principal principal = new Principal.IamUser(ACCOUNT, Arn.iam(ACCOUNT, "user/u"), "AIDAU", "u");
        PolicySet set = PolicySet.of(List.of(CompiledPolicy.compile(
                PolicyParser.parse(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}", PolicyGrammar.MANAGED),
                new PolicyOrigin(PolicySourceType.USER, "p", null, null))));
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", Arn.object("b", "public/k"), ACCOUNT, null)
                .with(TagKeys.values("s3:existingobjecttag/", tags.entrySet()));
        return new Authorizer(CLOCK)
                        .decide(
                                new Caller(principal, null, null, AuthenticationType.SIGV4_HEADER),
                                new IdentityPolicies(set, null, Map.of(), List.of(), null),
                                null,
                                ConditionValues.EMPTY,
                                check)
                instanceof Decision.Allowed;
    }

    private static String statement(String effect, String resource, String condition) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":\"*\",\"Resource\":\"" + resource + "\""
                + (condition.isEmpty() ? "" : "," + condition) + "}";
    }

    @ParameterizedTest
    @CsvSource({"class, Class", "class, claſs", "CLASS, claSS"})
    void noAllowMatchesAndEveryDenyDoes(String firstValue, String secondValue) {
        Map<String, String> clear = Map.of(firstValue, "public");
        Map<String, String> two = Map.of(firstValue, "public", secondValue, "secret");
        String all = statement("Allow", "*", "");
        assertThat(allowed(statement("Allow", "*", ON_TAG), clear)).isTrue();
        assertThat(allowed(statement("Allow", "*", ON_TAG), two)).isFalse();
        String unlessPublic = "\"Condition\":{\"StringNotEquals\":{\"s3:ExistingObjectTag/class\":\"public\"}}";
        assertThat(allowed(all + "," + statement("Deny", "*", unlessPublic), clear))
                .isTrue();
        assertThat(allowed(all + "," + statement("Deny", "*", unlessPublic), two))
                .isFalse();
        assertThat(allowed(all + "," + statement("Deny", "*", ON_TAG), two)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Resource", "NotResource"})
    void aResourceThatNamesTheTagIsInNoAllowAndInEveryDeny(String element) {
        Map<String, String> clear = Map.of("class", "public");
        Map<String, String> two = Map.of("class", "public", "Class", "secret");
        String pattern = "arn:aws:s3:::b/${s3:ExistingObjectTag/class, 'public'}/*";
        String all = statement("Allow", "*", "");
        String allow = statement("Allow", pattern, "").replace("\"Resource\"", "\"" + element + "\"");
        String deny = statement("Deny", pattern, "").replace("\"Resource\"", "\"" + element + "\"");
        boolean positive = element.equals("Resource");
        assertThat(allowed(allow, clear)).isEqualTo(positive);
        assertThat(allowed(allow, two)).isFalse();
        assertThat(allowed(all + "," + deny, clear)).isEqualTo(!positive);
        assertThat(allowed(all + "," + deny, two)).isFalse();
    }
}
