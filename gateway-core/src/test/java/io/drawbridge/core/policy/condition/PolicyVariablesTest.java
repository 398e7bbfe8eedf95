// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.arn.Arn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables whose values are much longer than the text of the comparison, and those that just fit. */
class PolicyVariablesTest {
    /** Expanded, the texts below would take some gigabytes. */
    private static final int TIMES = 15_000;

    private static final ConditionValues LONG = ConditionValues.of("aa:bb", "x".repeat(400_000));
    private static final String BOMB = "${aa:bb}".repeat(TIMES);

    @ParameterizedTest
    @ValueSource(strings = {"StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnLike", "Bool"})
    void longValuesThatOccurManyTimesAreNotExpanded(String operator) {
        String arn = operator.startsWith("Arn") ? "arn:aws:s3:::" : "";
        Map<String, List<String>> values =
                Map.of("aa:bb", List.of("x".repeat(400_000)), "aa:cc", List.of(operator.equals("Bool") ? "true" : arn));
        ConditionTest test = ConditionTest.compile(operator, "aa:cc", List.of(arn + BOMB), true)
                .orElseThrow();
        assertThat(test.holds(ConditionValues.of(values))).isFalse();
    }

    @Test
    void resourcesWithALongValueManyTimesAreNotExpanded() {
        ArnPattern pattern = ArnPattern.compile(
                "arn:aws:s3:::bomb/" + BOMB, true, ArnPattern.Use.RESOURCE, ArnPattern.Missing.MATCH_NOTHING);
        Arn object = new Arn("aws", "s3", "", "", "bomb/key");
        assertThat(pattern.matches(object, LONG)).isFalse();
        assertThat(pattern.unresolved(LONG)).isFalse();
        assertThat(pattern.unresolved(ConditionValues.EMPTY)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "${aa:bb}${aa:bb},abab,true",
        "${aa:bb}${aa:bb},aba,false",
        "${aa:bb}${aa:bb},ababa,false",
        "*${aa:bb}*${aa:bb}*,abab,true",
        "*${aa:bb}*${aa:bb}*,aba,false",
        "?${aa:bb}?,xaby,true",
        "?${aa:bb}?,xab,false",
        "${*}${aa:bb},*ab,true",
        "${aa:none}${aa:bb},ab,false"
    })
    void theTextMayBeExactlyAsLongAsThePatternRequires(String pattern, String text, boolean expected) {
        ConditionValues values = ConditionValues.of("aa:bb", "ab");
        assertThat(PolicyVariables.compile(pattern, true).matches(text, values)).isEqualTo(expected);
    }

    @Test
    void charactersBeyondTheBasicPlaneCountOnce() {
        String smile = "\uD83D\uDE00";
        PolicyVariables pattern = PolicyVariables.compile("?${aa:bb}", true);
        assertThat(pattern.matches(smile + smile, ConditionValues.of("aa:bb", smile)))
                .isTrue();
        assertThat(pattern.equals("?" + smile, Glob.Case.SENSITIVE, ConditionValues.of("aa:bb", smile)))
                .isTrue();
    }
}
