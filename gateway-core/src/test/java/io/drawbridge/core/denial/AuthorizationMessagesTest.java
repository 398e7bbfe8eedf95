// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.denial;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.authz.AccessCheck;
import io.drawbridge.core.authz.AuthorizationContext;
import io.drawbridge.core.authz.Authorizer;
import io.drawbridge.core.authz.CompiledPolicy;
import io.drawbridge.core.authz.Decision;
import io.drawbridge.core.authz.IdentityPolicies;
import io.drawbridge.core.authz.PolicyOrigin;
import io.drawbridge.core.authz.PolicySet;
import io.drawbridge.core.authz.PolicySourceType;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.identity.AuthenticationType;
import io.drawbridge.core.identity.Caller;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.policy.PolicyGrammar;
import io.drawbridge.core.policy.PolicyLimits;
import io.drawbridge.core.policy.PolicyParser;
import io.drawbridge.core.policy.condition.ConditionValues;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorizationMessagesTest {
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final AccountId OTHER = new AccountId("222222222222");

    private final SplittableRandom random = new SplittableRandom(11);
    private final AuthorizationMessages messages = new AuthorizationMessages(new KeyRing(new byte[32]), random);

    private String noise(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append((char) ('A' + random.nextInt(50))).append(random.nextInt(10));
        }
        return text.toString().replace('\\', 'x').replace('`', 'y').replace('[', 'z');
    }

    private String encode(int values, int length, Principal principal) {
        StringBuilder resources = new StringBuilder("\"*\"");
        for (int i = 0; i < values; i++) {
            resources.append(",\"arn:aws:s3:::").append(noise(length)).append('"');
        }
        String document =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":["
                        + resources + "],\"Condition\":{\"ForAnyValue:StringLike\":{\"aws:some\":[\"*\"]}}}]}";
        CompiledPolicy policy = CompiledPolicy.compile(
                PolicyParser.parse(document, PolicyGrammar.INLINE_USER),
                new PolicyOrigin(PolicySourceType.USER, "p", null, "user u"));
        List<String> some = List.of(noise(length), noise(length), noise(length));
        AuthorizationContext context = AuthorizationContext.of(
                new Caller(principal, null, "AKIAEXAMPLE", AuthenticationType.SIGV4_HEADER),
                new IdentityPolicies(PolicySet.of(policy), null, Map.of(), List.of()),
                null,
                ConditionValues.of(Map.of("aws:some", some, "aws:useragent", List.of(noise(length * 4)))),
                Instant.EPOCH);
        AccessCheck check = AccessCheck.onBucket("s3:GetObject", Arn.object("b", noise(1_000)), OTHER, null);
        Decision.Denied denied = (Decision.Denied) new Authorizer(Clock.systemUTC()).decide(context, check);
        return messages.encode(context, check, denied).orElseThrow();
    }

    private static Principal user() {
        return new Principal.IamUser(ACCOUNT, Arn.iam(ACCOUNT, "user/u"), "AIDAU", "u");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 60, 200, 1_000})
    void aMessageOfAnySizeCanBeDecoded(int values) {
        for (int length : new int[] {10, 500, 2_000}) {
            // A document has at most 131,072 characters.
            String encoded = encode(Math.min(values, 120_000 / (length + 16)), length, user());
            assertThat(encoded.length()).isLessThanOrEqualTo(PolicyLimits.DENIAL_ENCODED_LENGTH);
            String decoded = messages.decode(encoded, ACCOUNT).orElseThrow();
            assertThat(decoded)
                    .startsWith("{\"allowed\":false,\"explicitDeny\":true,\"matchedStatements\":{\"items\":[{")
                    .contains("\"action\":\"s3:GetObject\"")
                    .endsWith("}}");
        }
    }

    @Test
    void theCallersAccountCanReadItOrTheOwnersWhenTheCallerHasNone() {
        String ofUser = encode(1, 10, user());
        assertThat(messages.decode(ofUser, OTHER)).isEmpty();
        assertThat(messages.decode(ofUser, ACCOUNT)).isPresent();
        String ofNobody = encode(1, 10, new Principal.Anonymous());
        assertThat(messages.decode(ofNobody, ACCOUNT)).isEmpty();
        assertThat(messages.decode(ofNobody, OTHER).orElseThrow()).contains("\"principal\":{\"id\":\"anonymous\"}");
    }

    @Test
    void changedMessagesAreNotRead() {
        String encoded = encode(1, 10, user());
        AuthorizationMessages others = new AuthorizationMessages(
                new KeyRing(noise(32).substring(0, 32).getBytes(java.nio.charset.StandardCharsets.US_ASCII)), random);
        assertThat(others.decode(encoded, ACCOUNT)).isEmpty();
        for (String text : List.of("", "!", encoded.substring(2), encoded + "AAAA", "A".repeat(10_241))) {
            assertThat(messages.decode(text, ACCOUNT)).as(text).isEmpty();
        }
    }
}
