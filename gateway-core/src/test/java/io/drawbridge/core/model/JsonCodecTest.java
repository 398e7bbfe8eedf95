// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.core.error.JsonError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile and unusual JSON bodies; well-formed bodies are in the Smithy vectors. */
final class JsonCodecTest {
    private static final StructureShape<DynamicStructure> SHAPE =
            DynamicStructure.shape("Input", JsonCodecTest::members);

    private static List<Member> members() {
        return List.of(
                member(0, "Text", StringShape.ANY),
                member(1, "Number", IntegerShape.ANY),
                member(2, "Time", TimestampShape.UNIX_TIMESTAMP),
                member(3, "List", new ListShape(StringShape.ANY, "member", false, 0, 10)),
                member(4, "Blob", BlobShape.ANY),
                member(5, "Self", SHAPE));
    }

    private static Member member(int index, String name, Shape shape) {
        return new Member(index, name, name, shape, Member.Location.BODY);
    }

    private static DynamicStructure decode(String body) {
        return JsonCodec.decode(body.getBytes(StandardCharsets.UTF_8), SHAPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "null",
                "{",
                "{}{}",
                "{} x",
                "{\"Text\":1}",
                "{\"Text\":{}}",
                "{\"Number\":\"1\"}",
                "{\"Number\":1.5}",
                "{\"Number\":99999999999}",
                "{\"Time\":\"2026-01-01T00:00:00Z\"}",
                "{\"Time\":1e99999999}",
                "{\"Time\":1e18}",
                "{\"Time\":1e-99999999}",
                "{\"List\":\"a\"}",
                "{\"List\":[1]}",
                "{\"Blob\":\"*\"}",
                "{\"Text\":NaN}",
                "{'Text':'a'}",
                "{\"Text\":\"\\ud800\", \"Number\":}",
            })
    void anythingButAnObjectOfTheShapeIsRefused(String body) {
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> decode(body))
                .satisfies(e -> assertThat(e.code()).isEqualTo(JsonError.SERIALIZATION));
    }

    @Test
    void depthAndLengthAreBounded() {
        String deep = "{\"Self\":".repeat(100) + "{}" + "}".repeat(100);
        String unknown = "{\"Other\":" + "[".repeat(100) + "]".repeat(100) + "}";
        String text = "{\"Text\":\"" + "a".repeat(JsonCodec.SIZE_MAX) + "\"}";
        for (String body : List.of(deep, unknown, text)) {
            assertThatExceptionOfType(AwsException.class).isThrownBy(() -> decode(body));
        }
    }

    @Test
    void unknownMembersAndNullsAreSkippedAndTheLastOfARepeatedMemberCounts() {
        DynamicStructure structure = decode(
                "{\"Other\":{\"a\":[1,{}]},\"Number\":null,\"List\":[\"a\",null,\"b\"],\"Text\":\"x\",\"Text\":\"y\"}");
        assertThat(structure.get(0)).isEqualTo("y");
        assertThat(structure.get(1)).isNull();
        assertThat(structure.get(3)).isEqualTo(List.of("a", "b"));
        assertThat(JsonCodec.decode(new byte[0], SHAPE).get(0)).isNull();
    }

    @Test
    void timesAreSecondsAsNumbers() {
        assertThat(decode("{\"Time\":1.5}").get(2)).isEqualTo(Instant.ofEpochMilli(1_500));
        assertThat(decode("{\"Time\":1.4329728E9}").get(2)).isEqualTo(Instant.ofEpochSecond(1_432_972_800));
        assertThat(decode("{\"Time\":-1}").get(2)).isEqualTo(Instant.ofEpochSecond(-1));
    }

    @Test
    void anErrorHasItsTypeItsTextAndItsDetails() {
        AwsException error =
                new AwsException(CommonError.THROTTLING, "slow \"down\"\u0000", Map.of("Reason", "TOO_MANY"));
        assertThat(new String(JsonCodec.encodeError(error), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"__type\":\"Throttling\",\"message\":\"slow \\\"down\\\"\\u0000\",\"Reason\":\"TOO_MANY\"}");
    }

    /** Random bytes that sometimes resemble JSON: the decoder may throw only the one error. */
    @Test
    void anyBytesGiveAStructureOrTheError() {
        SplittableRandom random = new SplittableRandom(5);
        byte[] alphabet = "{}[]\":,\\u12eE.-+ntfalsrue \"Text\"\"Time\"\"Self\"\u00fc".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = new byte[random.nextInt(1, 40)];
            for (int i = 0; i < body.length; i++) {
                body[i] = alphabet[random.nextInt(alphabet.length)];
            }
            @Nullable DynamicStructure structure = null;
            try {
                structure = JsonCodec.decode(body, SHAPE);
            } catch (AwsException e) {
                assertThat(e.code()).isEqualTo(JsonError.SERIALIZATION);
            }
            assertThat(structure == null || structure.shape() == SHAPE).isTrue();
        }
    }
}
