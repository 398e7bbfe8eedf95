// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.arn.AccountId;
import io.drawbridge.core.arn.Arn;
import io.drawbridge.core.crypto.KeyRing;
import io.drawbridge.core.identity.Principal;
import io.drawbridge.core.identity.SessionFacts;
import io.drawbridge.core.identity.UniqueIds;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionTokensTest {
    private static final Instant NOW = TestAuth.NOW;
    private static final SessionFacts FULL = new SessionFacts(
            NOW,
            NOW.plusSeconds(900),
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}",
            List.of("arn:aws:iam::aws:policy/ReadOnlyAccess"),
            Map.of("team", "größe", "empty", ""),
            Set.of("team"),
            NOW.minusSeconds(5),
            "alice",
            "accounts.example.com");

    static Stream<Principal.InAccount> principals() {
        return Stream.of(
                new Principal.AccountRoot(new AccountId("000000000001")),
                TestAuth.USER,
                TestAuth.ROLE,
                new Principal.FederatedSession(TestAuth.USER, "fred"),
                new Principal.FederatedSession(new Principal.AccountRoot(TestAuth.ACCOUNT), "fred"));
    }

    @ParameterizedTest
    @MethodSource("principals")
    void anOpenedTokenHasTheSealedSession(Principal.InAccount principal) {
        SessionTokens tokens = TestAuth.tokens(NOW);
        IssuedCredentials issued = tokens.issue(principal, FULL);
        assertThat(issued.accessKeyId()).startsWith("ASIA").hasSize(20);
        assertThat(issued.secret().reveal()).hasSize(40);
        assertThat(issued.sessionToken()).matches("[A-Za-z0-9_-]+").hasSizeLessThan(900);
        assertThat(UniqueIds.accountOf(issued.accessKeyId())).contains(principal.account());
        // The second result comes from the cache, the third from another node.
        for (SessionTokens node : List.of(tokens, tokens, TestAuth.tokens(NOW))) {
            OpenedSession opened = node.open(issued.sessionToken(), issued.accessKeyId());
            assertThat(opened).isInstanceOfSatisfying(OpenedSession.Opened.class, session -> {
                assertThat(session.principal()).isEqualTo(principal);
                assertThat(session.facts()).isEqualTo(FULL);
                assertThat(session.secret().matches(issued.secret())).isTrue();
            });
        }
    }

    @Test
    void sessionsWithLongPoliciesAreNotCached() {
        SessionTokens tokens = TestAuth.tokens(NOW);
        for (int blanks : List.of(0, 5_000, 100_000)) {
            SessionFacts facts = new SessionFacts(
                    NOW,
                    NOW.plusSeconds(900),
                    FULL.policy() + " ".repeat(blanks),
                    List.of(),
                    Map.of(),
                    Set.of(),
                    null,
                    null,
                    null);
            IssuedCredentials issued = tokens.issue(TestAuth.ROLE, facts);
            OpenedSession first = tokens.open(issued.sessionToken(), issued.accessKeyId());
            OpenedSession second = tokens.open(issued.sessionToken(), issued.accessKeyId());
            assertThat(second).isInstanceOfSatisfying(OpenedSession.Opened.class, session -> assertThat(session.facts())
                    .isEqualTo(facts));
            assertThat(first == second).as("%d blanks", blanks).isEqualTo(blanks == 0);
        }
    }

    @Test
    void everyChangedCharacterMakesATokenInvalid() {
        SessionTokens tokens = TestAuth.tokens(NOW);
        IssuedCredentials issued = tokens.issue(TestAuth.ROLE, FULL);
        String good = issued.sessionToken();
        tokens.open(good, issued.accessKeyId());
        for (int i = 0; i < good.length(); i++) {
            for (char c : new char[] {'A', '_', '=', '\u00e9'}) {
                String bad = good.substring(0, i) + c + good.substring(i + 1);
                if (!bad.equals(good)) {
                    assertThat(tokens.open(bad, issued.accessKeyId()))
                            .as("position %d: %s", i, c)
                            .isInstanceOf(OpenedSession.Invalid.class);
                }
            }
            assertThat(tokens.open(good.substring(0, i), issued.accessKeyId()))
                    .isInstanceOf(OpenedSession.Invalid.class);
        }
        assertThat(tokens.open(good + "A", issued.accessKeyId())).isInstanceOf(OpenedSession.Invalid.class);
        assertThat(tokens.open("A".repeat(5000), issued.accessKeyId())).isInstanceOf(OpenedSession.Invalid.class);
    }

    @Test
    void aTokenOpensOnlyWithItsKeyIdAndItsMasterKey() {
        SessionTokens tokens = TestAuth.tokens(NOW);
        IssuedCredentials first = tokens.issue(TestAuth.ROLE, FULL);
        IssuedCredentials second = tokens.issue(TestAuth.ROLE, FULL);
        assertThat(first.secret().matches(second.secret())).isFalse();
        assertThat(tokens.open(first.sessionToken(), second.accessKeyId())).isInstanceOf(OpenedSession.Invalid.class);
        byte[] other = new byte[32];
        other[31] = 1;
        assertThat(tokens(new KeyRing(other)).open(first.sessionToken(), first.accessKeyId()))
                .isInstanceOf(OpenedSession.Invalid.class);
        // A ring with the former master key opens it, with the same secret.
        assertThat(tokens(new KeyRing(other, List.of(new byte[32]))).open(first.sessionToken(), first.accessKeyId()))
                .isInstanceOfSatisfying(OpenedSession.Opened.class, session -> assertThat(
                                session.secret().matches(first.secret()))
                        .isTrue());
    }

    private static SessionTokens tokens(KeyRing keys) {
        Random random = new Random(1);
        return new SessionTokens(keys, Clock.fixed(NOW, ZoneOffset.UTC), new UniqueIds(random), random);
    }

    @Test
    void aTokenIsValidUntilItsExpiryExclusive() {
        IssuedCredentials issued = TestAuth.tokens(NOW).issue(TestAuth.ROLE, FULL);
        assertThat(TestAuth.tokens(NOW.plusSeconds(900).minusNanos(1))
                        .open(issued.sessionToken(), issued.accessKeyId()))
                .isInstanceOf(OpenedSession.Opened.class);
        assertThat(TestAuth.tokens(NOW.plusSeconds(900)).open(issued.sessionToken(), issued.accessKeyId()))
                .isInstanceOf(OpenedSession.Expired.class);
    }

    private static String noise(SplittableRandom random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append((char) random.nextInt(0x21, 0x7f));
        }
        return out.toString();
    }

    @Test
    void aSessionWithinHundredPercentFitsInAToken() {
        SplittableRandom random = new SplittableRandom(3);
        Principal.RoleSession longest = new Principal.RoleSession(
                TestAuth.ACCOUNT,
                Arn.iam(TestAuth.ACCOUNT, "role/" + noise(random, 512) + noise(random, 64)),
                noise(random, 21),
                noise(random, 64),
                noise(random, 64));
        int before = -1;
        for (int tags = 0; tags <= 50; tags++) {
            Map<String, String> map = new TreeMap<>();
            for (int i = 0; i < tags; i++) {
                map.put("key" + i, noise(new SplittableRandom(i), 60));
            }
            SessionFacts facts = new SessionFacts(
                    NOW,
                    NOW.plusSeconds(1),
                    null,
                    List.of(),
                    map,
                    Set.of(),
                    NOW,
                    noise(random, 64),
                    noise(random, 255));
            int percent = SessionTokens.packedPolicySizePercent(facts);
            assertThat(percent).isGreaterThan(before);
            before = percent;
            if (percent <= 100) {
                assertThat(TestAuth.tokens(NOW).issue(longest, facts).sessionToken())
                        .hasSizeLessThanOrEqualTo(SessionTokens.TOKEN_LENGTH_MAX);
            }
        }
        assertThat(before).isGreaterThan(100);
    }

    @Test
    void anOversizeSessionIsAProgrammingError() {
        String policy = noise(new SplittableRandom(1), 20_000);
        SessionFacts facts =
                new SessionFacts(NOW, NOW.plusSeconds(1), policy, List.of(), Map.of(), Set.of(), null, null, null);
        assertThat(SessionTokens.packedPolicySizePercent(facts)).isGreaterThan(100);
        assertThatThrownBy(() -> TestAuth.tokens(NOW).issue(TestAuth.ROLE, facts))
                .isInstanceOf(IllegalStateException.class);
        assertThat(SessionTokens.packedPolicySizePercent(TestAuth.facts(NOW))).isZero();
    }
}
