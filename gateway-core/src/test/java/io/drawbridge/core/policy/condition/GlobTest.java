// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wildcards: the star is any run of characters, the question mark exactly one. */
class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*,'',true",
        "*,a/b:c,true",
        "a*,a,true",
        "a*,ab/c,true",
        "a*,ba,false",
        "?,'',false",
        "?,a,true",
        "??,a,false",
        "*b,ab,true",
        "*b,abc,false",
        "a*c*e,abcde,true",
        "a*c*e,abcd,false",
        "a**e,ae,true",
        "GetO?ject,GetObject,true",
        "getobject,GetObject,false",
        "'','',true",
        "'',a,false"
    })
    void matchesTheWholeText(String pattern, String text, boolean expected) {
        assertThat(Glob.compile(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void questionMarkMatchesOneCharacterBeyondTheBasicPlane() {
        assertThat(Glob.compile("a?").matches("a\uD83D\uDE00")).isTrue();
        assertThat(Glob.compile("*??").matches("\uD83D\uDE00")).isFalse();
    }

    @Test
    void ignoresCaseWhenAsked() {
        assertThat(Glob.compile("AWS*x", Glob.Case.INSENSITIVE).matches("aws-X"))
                .isTrue();
        assertThat(Glob.compile("AWS", Glob.Case.INSENSITIVE).matches("aws")).isTrue();
        assertThat(Glob.compile("AWS*", Glob.Case.INSENSITIVE).matches("awx")).isFalse();
    }

    @Test
    void manyStarsDoNotStall() {
        String pattern = "*a".repeat(500) + "b";
        assertThat(Glob.compile(pattern).matches("a".repeat(5000))).isFalse();
    }

    /** Counts steps, not time: a match with more steps continues as a search, however many stars there are. */
    @ParameterizedTest
    @ValueSource(strings = {"*a", "a*", "*?", "?*a", "*ab", "**a", "*a*b", "*aa"})
    void aThousandStarsAgainstAThousandCharactersAreBounded(String unit) {
        String pattern = unit.repeat(1000);
        for (String end : List.of("", "b", "*b", "?c")) {
            for (String text : List.of("a".repeat(1000), "ab".repeat(500), "a".repeat(999) + "b", "b".repeat(1000))) {
                int steps = Math.abs(Glob.compile(pattern + end).run(text));
                assertThat(steps).isLessThanOrEqualTo((1 << 15) + 1);
            }
        }
        assertThat(Math.abs(Glob.compile("*a".repeat(1000)).run("a".repeat(1000))))
                .as("stars that each find their letter at once")
                .isLessThan(5000);
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithThePlainDefinition(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            String pattern = text(random, "ab*?", 7);
            String text = text(random, "abc", 8);
            assertThat(Glob.compile(pattern).matches(text))
                    .as("seed %d: %s against %s", seed, pattern, text)
                    .isEqualTo(plain(pattern, text));
        }
    }

    private static String text(SplittableRandom random, String alphabet, int lengthMax) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(lengthMax + 1); i > 0; i--) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }

    private static boolean plain(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        char first = pattern.charAt(0);
        if (first == '*') {
            return plain(pattern.substring(1), text) || (!text.isEmpty() && plain(pattern, text.substring(1)));
        }
        return !text.isEmpty()
                && (first == '?' || first == text.charAt(0))
                && plain(pattern.substring(1), text.substring(1));
    }
}
