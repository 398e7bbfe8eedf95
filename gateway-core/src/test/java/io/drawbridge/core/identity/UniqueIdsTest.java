// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.AccountId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UniqueIdsTest {
    private final UniqueIds ids = new UniqueIds(new SecureRandom());

    @ParameterizedTest
    @CsvSource({"ASIAQNZGKIQY56JQ7WML,029608264753", "ASIAY34FZKBOKMUTVV7A,609629065308"})
    void theAccountInsideAnAwsIdIsFound(String id, String account) {
        assertThat(UniqueIds.accountOf(id)).contains(new AccountId(account));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "",
                "AKIA",
                "BKIAQNZGKIQY56JQ7WML",
                "ASIAqnzgkiqy56jq7wml",
                "ASIA7777777777777777"
            })
    void idsWithoutAnAccountGiveNone(String id) {
        assertThat(UniqueIds.accountOf(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000000000", "000000000001", "111111111111", "999999999999", "029608264753"})
    void everyKindOfIdContainsItsAccount(String digits) {
        AccountId account = new AccountId(digits);
        Set<String> all = Set.of(
                ids.accessKeyId(account),
                ids.temporaryAccessKeyId(account),
                ids.userId(account),
                ids.roleId(account),
                ids.groupId(account),
                ids.policyId(account),
                ids.policyVersionId(account),
                ids.instanceProfileId(account));
        assertThat(all).hasSize(8).allSatisfy(id -> {
            assertThat(id).matches("A(KIA|SIA|IDA|ROA|GPA|NPA|NVA|IPA)[A-Z2-7]{16,17}");
            assertThat(UniqueIds.accountOf(id)).contains(account);
        });
    }

    @Test
    void idsSecretsAndRequestIdsDiffer() {
        Set<String> uniqueIds = new HashSet<>();
        AccountId account = new AccountId("111111111111");
        for (int i = 0; i < 2000; i++) {
            assertThat(uniqueIds.add(ids.userId(account))).isTrue();
            assertThat(uniqueIds.add(ids.requestId())).isTrue();
            assertThat(uniqueIds.add(ids.s3RequestId())).isTrue();
        }
        assertThat(ids.secret().reveal()).matches("[A-Za-z0-9+/]{40}");
        assertThat(ids.requestId()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(ids.s3RequestId()).matches("[0-9A-Z]{16}");
        assertThat(ids.s3HostId()).matches("[A-Za-z0-9+/=]{76}");
    }

    @Test
    void canonicalUserIdsAreStable() {
        AccountId account = new AccountId("111111111111");
        assertThat(UniqueIds.canonicalUserId(account))
                .matches("[0-9a-f]{64}")
                .isEqualTo(UniqueIds.canonicalUserId(account))
                .isNotEqualTo(UniqueIds.canonicalUserId(new AccountId("111111111112")));
    }

    @Test
    void equalSeedsGiveEqualIds() {
        AccountId account = new AccountId("111111111111");
        assertThat(new UniqueIds(new SplittableRandom(5)).roleId(account))
                .isEqualTo(new UniqueIds(new SplittableRandom(5)).roleId(account));
    }

    /** What responses show takes nothing from the source of secrets, except the key of its own counter. */
    @Test
    void idsThatResponsesShowAndIdsThatGiveAccessHaveNothingInCommon() {
        List<byte[]> drawn = new ArrayList<>();
        UniqueIds watched = new UniqueIds(new RandomGenerator() {
            private final SecureRandom secure = new SecureRandom();

            @Override
            public void nextBytes(byte[] bytes) {
                secure.nextBytes(bytes);
                drawn.add(bytes.clone());
            }

            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("not drawn here");
            }
        });
        assertThat(drawn).hasSize(1);
        for (int i = 0; i < 100; i++) {
            watched.requestId();
            watched.s3RequestId();
            watched.s3HostId();
        }
        assertThat(drawn).hasSize(1);
        String id = watched.unguessable();
        assertThat(drawn).hasSize(2);
        assertThat(id).isEqualTo(HexFormat.of().formatHex(drawn.get(1))).hasSize(32);
    }

    /** The former ids were an invertible function of one counter; two of them gave away all others. */
    @Test
    void idsThatResponsesShowDependOnASecretKey() {
        RandomGenerator zeros = new SplittableRandom(7);
        RandomGenerator same = new SplittableRandom(7);
        RandomGenerator other = new SplittableRandom(8);
        String first = new UniqueIds(zeros).s3HostId();
        assertThat(new UniqueIds(same).s3HostId()).isEqualTo(first);
        assertThat(new UniqueIds(other).s3HostId()).isNotEqualTo(first);
        byte[] bytes = Base64.getDecoder().decode(first);
        assertThat(bytes).hasSize(56);
        Set<Long> words = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            assertThat(words.add(unmixed(ByteBuffer.wrap(bytes).getLong(8 * i))))
                    .isTrue();
        }
        assertThat(words.stream().anyMatch(word -> words.contains(word + 0x9e3779b97f4a7c15L)))
                .isFalse();
    }

    /** Inverts the mixing of SplitMix64. */
    private static long unmixed(long mixed) {
        long z = (mixed ^ mixed >>> 31 ^ mixed >>> 62) * 0x319642b2d24d8ec3L;
        z = (z ^ z >>> 27 ^ z >>> 54) * 0x96de1b173f119089L;
        return z ^ z >>> 30 ^ z >>> 60;
    }
}
