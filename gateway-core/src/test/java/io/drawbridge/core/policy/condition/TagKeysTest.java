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
    void keysThatDifferOnlyInCaseAreEqual(String first, String second, boolean equal) {
        assertThat(TagKeys.same(first, second)).isEqualTo(equal);
        assertThat(TagKeys.ORDER.compare(first, second) == 0).isEqualTo(equal);
        assertThat(TagKeys.values(Map.of(first, "v").entrySet(), second)).isEqualTo(equal ? List.of("v") : null);
        ConditionTest test = ConditionTest.compile("StringEquals", "aws:ResourceTag/" + second, List.of("v"), true)
                .orElseThrow();
        assertThat(test.holds(
                        TagKeys.values("aws:resourcetag/", Map.of(first, "v").entrySet())))
                .isEqualTo(equal);
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

    /** Tags that S3 and managed policies may have: keys that differ only in case. */
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
        ConditionValues single = TagKeys.values(
                "s3:existingobjecttag/", Map.of("class", "public").entrySet());
        for (Effect effect : Effect.values()) {
            assertThat(test.holds(equal, effect)).isEqualTo(test.holds(single, effect));
        }
    }

    @Test
    void aVariableWithTwoValuesMatchesNoAllowAndEveryDeny() {
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
    void nullOperatorIgnoresAmbiguousValues() {
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
