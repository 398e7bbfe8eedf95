// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.AccountId;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
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
}
