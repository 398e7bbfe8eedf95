// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.core.policy.Effect;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TagKeysTest {
    @ParameterizedTest
    @CsvSource({
        "class, CLASS, true",
        "class, claſs, true",
        "CLASS, claſs, true",
        "team-id, team-ıd, true",
        "team-id, TEAM-İD, true",
        "kind, \u212Aind, true",
        "straße, STRAßE, true",
        "straße, STRASSE, false",
        "οδοσ, ΟΔΟΣ, true",
        "οδος, ΟΔΟΣ, true",
        "\uD801\uDC28, \uD801\uDC00, true",
        "class, klass, false",
        "class, class2, false",
    })
    void keysThatDifferInCaseOnlyAreOne(String one, String other, boolean same) {
        assertThat(TagKeys.same(one, other)).isEqualTo(same);
        assertThat(TagKeys.ORDER.compare(one, other) == 0).isEqualTo(same);
        assertThat(TagKeys.values(Map.of(one, "v").entrySet(), other)).isEqualTo(same ? List.of("v") : null);
        ConditionTest test = ConditionTest.compile("StringEquals", "aws:ResourceTag/" + other, List.of("v"), true)
                .orElseThrow();
        assertThat(test.holds(
                        TagKeys.values("aws:resourcetag/", Map.of(one, "v").entrySet())))
                .isEqualTo(same);
    }

    @Test
    void foldingTwiceChangesNothingAndLowerCaseFoldsToTheSameExceptForTheDottedCapital() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String text = Character.toString(codePoint);
            String folded = TagKeys.folded(text);
            assertThat(TagKeys.folded(folded)).as("U+%X", codePoint).isEqualTo(folded);
            if (codePoint != 'İ') {
                assertThat(TagKeys.folded(text.toLowerCase(Locale.ROOT)))
                        .as("U+%X", codePoint)
                        .isEqualTo(folded);
            }
            assertThat(TagKeys.same("x" + text, "x" + text.toUpperCase(Locale.ROOT)))
                    .as("U+%X", codePoint)
                    .isEqualTo(("x" + text).equalsIgnoreCase("x" + text.toUpperCase(Locale.ROOT)));
        }
    }

    /** Tags that S3 and managed policies may have: keys that differ in case only. */
    @ParameterizedTest
    @CsvSource({
        "StringEquals, public",
        "StringEquals, other",
        "StringNotEquals, public",
        "StringNotEquals, other",
        "StringLike, *",
        "StringEqualsIfExists, public",
        "ForAnyValue:StringEquals, public",
        "ForAllValues:StringEquals, public",
    })
    void onTwoValuesNoAllowMatchesAndEveryDenyDoes(String operator, String value) {
        ConditionTest test = ConditionTest.compile(operator, "s3:ExistingObjectTag/class", List.of(value), true)
                .orElseThrow();
        ConditionValues two = TagKeys.values(
                "s3:existingobjecttag/",
                Map.of("class", "public", "Class", "secret").entrySet());
        assertThat(test.holds(two, Effect.ALLOW)).isFalse();
        assertThat(test.holds(two, Effect.DENY)).isTrue();
        ConditionValues equal = TagKeys.values(
                "s3:existingobjecttag/",
                Map.of("class", "public", "Class", "public").entrySet());
        ConditionValues one = TagKeys.values(
                "s3:existingobjecttag/", Map.of("class", "public").entrySet());
        for (Effect effect : Effect.values()) {
            assertThat(test.holds(equal, effect)).isEqualTo(test.holds(one, effect));
        }
    }

    @Test
    void aVariableWithTwoValuesFillsNoAllowAndEveryDeny() {
        ConditionTest test = ConditionTest.compile(
                        "StringEquals", "s3:prefix", List.of("${aws:PrincipalTag/class, 'public'}"), true)
                .orElseThrow();
        ConditionValues prefix = ConditionValues.of("s3:prefix", "public");
        ConditionValues two = TagKeys.values(
                        "aws:principaltag/",
                        Map.of("class", "public", "claſs", "secret").entrySet())
                .or(prefix);
        assertThat(test.holds(two, Effect.ALLOW)).isFalse();
        assertThat(test.holds(two, Effect.DENY)).isTrue();
        assertThat(test.holds(prefix, Effect.ALLOW)).isTrue();
    }

    @Test
    void whetherThereIsATagIsCertain() {
        ConditionValues two = TagKeys.values(
                "s3:existingobjecttag/",
                Map.of("class", "public", "Class", "secret").entrySet());
        for (Effect effect : Effect.values()) {
            assertThat(ConditionTest.compile("Null", "s3:ExistingObjectTag/class", List.of("false"), true)
                            .orElseThrow()
                            .holds(two, effect))
                    .isTrue();
        }
    }
}
