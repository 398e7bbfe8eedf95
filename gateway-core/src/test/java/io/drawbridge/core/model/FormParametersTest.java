// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drawbridge.core.error.AwsException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormParametersTest {
    private static final String ALPHABET = "abZ09-_.~ +%&=/?#\"<>\u00e9\u20ac";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void outputOfAnotherEncoderIsReadInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int turn = 0; turn < 200; turn++) {
            List<String> expected = new ArrayList<>();
            StringBuilder form = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                String name = text(random, 1);
                String value = text(random, 0);
                expected.add(name);
                expected.add(value);
                form.append(form.isEmpty() ? "" : "&")
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(value));
            }
            FormParameters actual = FormParameters.parse(form.toString().getBytes(StandardCharsets.UTF_8));
            List<String> namesAndValues = new ArrayList<>();
            for (int i = 0; i < actual.size(); i++) {
                namesAndValues.add(actual.name(i));
                namesAndValues.add(actual.value(i));
            }
            assertThat(namesAndValues)
                    .as("seed %d, turn %d: %s", seed, turn, form)
                    .isEqualTo(expected);
        }
    }

    private static String text(SplittableRandom random, int lengthMin) {
        StringBuilder out = new StringBuilder();
        for (int i = lengthMin + random.nextInt(12); i > 0; i--) {
            out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return random.nextInt(5) == 0 ? out + "\uD83D\uDE00" : out.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void nameWithoutEqualsHasAnEmptyValueAndTheFirstOfTwoCounts() {
        FormParameters form = FormParameters.parse("acl&a=1&&a=2&b=x=y");
        assertThat(form.contains("acl")).isTrue();
        assertThat(form.contains("lca")).isFalse();
        assertThat(form.first("acl")).hasValue("");
        assertThat(form.first("a")).hasValue("1");
        assertThat(form.all("a")).containsExactly("1", "2");
        assertThat(form.first("b")).hasValue("x=y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%2", "a=%GG", "%=1", "a=%C3", "a=%FF", "a=%ED%A0%80", "a=%C0%80"})
    void brokenEscapesAndBytesAreRefused(String form) {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> FormParameters.parse(form))
                .satisfies(e -> assertThat(e.code().code()).isEqualTo("MalformedInput"));
    }

    @Test
    void tooManyParametersAreRefused() {
        byte[] form = "a&".repeat(FormParameters.COUNT_MAX + 1).getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> FormParameters.parse(form))
                .satisfies(e -> assertThat(e.code().status()).isEqualTo(413));
    }

    private static final StructureShape<DynamicStructure> SHAPE = DynamicStructure.shape(
            "S",
            new Member(0, "N", "N", IntegerShape.ANY, Member.Location.BODY),
            new Member(1, "B", "B", BooleanShape.ANY, Member.Location.BODY),
            new Member(2, "T", "T", TimestampShape.ISO8601, Member.Location.BODY),
            new Member(3, "L", "L", new ListShape(StringShape.ANY, "member", false, 0, 9), Member.Location.BODY));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "N=x",
                "N=",
                "N=99999999999",
                "N.x=1",
                "B=yes",
                "T=soon",
                "L=x",
                "L.1=x",
                "L.member.x=1",
                "L.member.99999999999=1",
                "L.member.1.y=1"
            })
    void valueOfTheWrongTypeIsRefused(String form) {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> QueryCodec.decode(FormParameters.parse(form), SHAPE))
                .satisfies(e -> assertThat(e.code().code()).isEqualTo("MalformedInput"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"L=|[]", "L.member.2=b&L.member.10=c&L.member.1=a|[a, b, c]", "L.member.7=x|[x]"})
    void listIsReadInTheOrderOfItsNumbers(String form, String expected) {
        DynamicStructure structure = QueryCodec.decode(FormParameters.parse(form), SHAPE);
        assertThat(String.valueOf(structure.get(3))).isEqualTo(expected);
    }
}
