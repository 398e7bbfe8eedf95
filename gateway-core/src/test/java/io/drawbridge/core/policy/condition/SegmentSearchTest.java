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

/** The search for long patterns agrees with the definition, also when a segment is longer than a word. */
class SegmentSearchTest {
    @ParameterizedTest
    @CsvSource({
        "*,'',true",
        "*,a,true",
        "a*,a,true",
        "a*,b,false",
        "*a,ba,true",
        "*a,ab,false",
        "a*a,a,false",
        "a*a,aa,true",
        "*a*,bab,true",
        "*ab*ab*,abab,true",
        "*ab*ab*,aba,false",
        "*?*,'',false",
        "*?b*,b,false",
        "a?c,abc,true",
        "a?c,abcd,false",
        "'','',true",
        "'',a,false"
    })
    void matchesTheWholeLongText(String pattern, String text, boolean expected) {
        assertThat(search(pattern, text)).isEqualTo(expected);
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithTheDefinition(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int matched = 0;
        for (int i = 0; i < 60; i++) {
            String text = text(random, "aaaaaab\uD83D\uDE00", random.nextInt(400));
            String pattern = pattern(random, text);
            boolean expected =
                    covers(pattern.codePoints().toArray(), text.codePoints().toArray());
            assertThat(search(pattern, text))
                    .as("seed %d: %s against %s", seed, pattern, text)
                    .isEqualTo(expected);
            assertThat(Glob.compile(pattern).matches(text))
                    .as("seed %d: %s against %s", seed, pattern, text)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).as("matches among 60").isBetween(5, 55);
    }

    /** Long enough that a step-by-step match would take a billion steps. */
    @Test
    void aLongSegmentIsFoundAtTheEndAndNotFoundElsewhere() {
        String segment = "a".repeat(20_000) + "b";
        String text = "a".repeat(60_000);
        assertThat(Glob.compile("*" + segment + "*").matches(text)).isFalse();
        assertThat(Glob.compile("*" + segment + "*").matches(text + "bc")).isTrue();
        assertThat(Glob.compile("*" + segment + "*c").matches(text + "bc")).isTrue();
        assertThat(Glob.compile("*" + segment + "*cc").matches(text + "bc")).isFalse();
        assertThat(Glob.compile("*" + "a?".repeat(10_000) + "?".repeat(90) + "b*")
                        .matches(text))
                .isFalse();
    }

    @Test
    void longSegmentsMustOccurInTheirOrder() {
        String first = "a".repeat(100) + "b";
        String second = "c".repeat(100) + "d";
        for (String between : List.of("", "x")) {
            assertThat(search("*" + first + "*" + second + "*", first + between + second))
                    .isTrue();
            assertThat(search("*" + first + "*" + second + "*", second + between + first))
                    .isFalse();
            assertThat(search("*" + first + "*" + first + "*", first + between + first))
                    .isTrue();
        }
        assertThat(search("*" + first + "*" + first + "*", "a" + first)).isFalse();
        assertThat(search("?*" + first + "*?", first)).isFalse();
        assertThat(search("?*" + first + "*?", "x" + first + "y")).isTrue();
    }

    @Test
    void caseIsIgnoredInLongTextsToo() {
        Glob glob = Glob.compile("*" + "aB".repeat(1000) + "c*", Glob.Case.INSENSITIVE);
        assertThat(glob.matches("Ab".repeat(30_000) + "C")).isTrue();
        assertThat(glob.matches("Ab".repeat(30_000))).isFalse();
    }

    /** Returns the text with pieces replaced by wildcards and some characters changed. */
    private static String pattern(SplittableRandom random, String text) {
        int[] codePoints = text.codePoints().toArray();
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < codePoints.length; i++) {
            int choice = random.nextInt(400);
            if (choice < 3) {
                pattern.append('*');
                i += random.nextInt(Math.max(1, codePoints.length - i));
            } else if (choice < 40) {
                pattern.append('?');
            } else {
                pattern.appendCodePoint(codePoints[i]);
            }
        }
        if (random.nextBoolean() && !pattern.isEmpty()) {
            pattern.insert(random.nextInt(pattern.length() + 1), random.nextBoolean() ? "b" : "aa");
        }
        return pattern.toString();
    }

    private static String text(SplittableRandom random, String alphabet, int length) {
        int[] letters = alphabet.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return out.toString();
    }

    private static boolean search(String pattern, String text) {
        int[] program = pattern.codePoints().map(Glob::instruction).toArray();
        return new SegmentSearch(program, text.codePoints().toArray()).matches();
    }

    /** Matches row by row: which prefixes of the text the prefix of the pattern matches. */
    private static boolean covers(int[] pattern, int[] text) {
        boolean[] row = new boolean[text.length + 1];
        row[0] = true;
        for (int instruction : pattern) {
            boolean[] next = new boolean[text.length + 1];
            for (int i = 0; i <= text.length; i++) {
                if (instruction == '*') {
                    next[i] = row[i] || (i > 0 && next[i - 1]);
                } else {
                    next[i] = i > 0 && row[i - 1] && (instruction == '?' || instruction == text[i - 1]);
                }
            }
            row = next;
        }
        return row[text.length];
    }
}
