// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordFieldsTest {
    private static final int TYPE = 3;
    private static final Instant MOMENT = Instant.parse("2026-01-02T03:04:05.006Z");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @Test
    void fieldsComeBackAsTheyWereWritten() {
        Map<String, String> pairs = new LinkedHashMap<>();
        pairs.put("k", "v");
        pairs.put("", "€");
        RecordFields fields = RecordFields.read(
                TYPE,
                new RecordWriter(TYPE, 4)
                        .text(1, "name")
                        .number(2, -5)
                        .number(3, Long.MAX_VALUE)
                        .flag(4, true)
                        .instant(5, MOMENT)
                        .texts(6, List.of("a", "", "b"))
                        .pairs(7, pairs)
                        .text(8, null)
                        .bytes(63, new byte[] {9, 8})
                        .toBytes());
        assertThat(fields.schema()).isEqualTo(4);
        assertThat(fields.text(1)).isEqualTo("name");
        assertThat(fields.optionalText(1)).isEqualTo("name");
        assertThat(fields.integer(2)).isEqualTo(-5);
        assertThat(fields.number(3)).isEqualTo(Long.MAX_VALUE);
        assertThat(fields.flag(4)).isTrue();
        assertThat(fields.instant(5)).isEqualTo(MOMENT);
        assertThat(fields.optionalInstant(5)).isEqualTo(MOMENT);
        assertThat(fields.texts(6)).containsExactly("a", "", "b");
        assertThat(fields.pairs(7)).containsExactly(Map.entry("k", "v"), Map.entry("", "€"));
        assertThat(fields.has(8)).isFalse();
        assertThat(fields.bytes(63)).containsExactly(9, 8);
    }

    @Test
    void anAbsentFieldHasItsDefault() {
        RecordFields fields = RecordFields.read(TYPE, new RecordWriter(TYPE, 1).toBytes());
        assertThat(fields.has(1)).isFalse();
        assertThat(fields.text(1)).isEmpty();
        assertThat(fields.optionalText(1)).isNull();
        assertThat(fields.number(1)).isZero();
        assertThat(fields.number(40, 7)).isEqualTo(7);
        assertThat(fields.integer(1)).isZero();
        assertThat(fields.integer(1, 3_600)).isEqualTo(3_600);
        assertThat(fields.flag(1)).isFalse();
        assertThat(fields.instant(1)).isEqualTo(Instant.EPOCH);
        assertThat(fields.optionalInstant(1)).isNull();
        assertThat(fields.bytes(1)).isEmpty();
        assertThat(fields.texts(1)).isEmpty();
        assertThat(fields.pairs(1)).isEmpty();
    }

    @Test
    void theLastOfTwoScalarsCountsAndTheLastOfTwoEqualKeys() {
        RecordFields fields = RecordFields.read(
                TYPE,
                new RecordWriter(TYPE, 1)
                        .text(1, "first")
                        .number(2, 1)
                        .pairs(3, Map.of("k", "first"))
                        .pairs(3, Map.of("other", "o"))
                        .pairs(3, Map.of("k", "last"))
                        .number(2, 2)
                        .text(1, "last")
                        .toBytes());
        assertThat(fields.text(1)).isEqualTo("last");
        assertThat(fields.number(2)).isEqualTo(2);
        assertThat(fields.pairs(3)).containsExactly(Map.entry("k", "last"), Map.entry("other", "o"));
    }

    @Test
    void aFieldOfANewerSchemaIsSkipped() {
        byte[] record = new RecordWriter(TYPE, 1).text(1, "name").toBytes();
        // Tag 200 as bytes of length 1 and tag 201 as a number, as the RecordWriter of a newer version might write
        // them.
        byte[] newer = Arrays.copyOf(record, record.length + 7);
        byte[] newFields = {(byte) 0xC2, 0x0C, 1, 'x', (byte) 0xC8, 0x0C, 2};
        System.arraycopy(newFields, 0, newer, record.length, newFields.length);
        assertThat(RecordFields.read(TYPE, newer).text(1)).isEqualTo("name");
    }

    @Test
    void damagedRecordsAreRefused() {
        byte[] bytes = new RecordWriter(TYPE, 1).text(1, "name").number(2, 5).toBytes();
        assertThatIllegalStateException().isThrownBy(() -> RecordFields.read(4, bytes));
        assertThatIllegalStateException().isThrownBy(() -> RecordFields.read(TYPE, new byte[0]));
        assertThatIllegalStateException().isThrownBy(() -> RecordFields.read(TYPE, Arrays.copyOf(bytes, 5)));
        RecordFields fields = RecordFields.read(TYPE, bytes);
        assertThatIllegalStateException().isThrownBy(() -> fields.number(1)).withMessageContaining("field 1");
        assertThatIllegalStateException().isThrownBy(() -> fields.text(2)).withMessageContaining("field 2");
        assertThatIllegalStateException().isThrownBy(() -> fields.pairs(1)).withMessageContaining("pair");
        RecordFields pair = RecordFields.read(
                TYPE,
                new RecordWriter(TYPE, 1).bytes(1, new byte[] {0, 0, 0, 9, 'k'}).toBytes());
        assertThatIllegalStateException().isThrownBy(() -> pair.pairs(1)).withMessageContaining("pair");
    }

    @Test
    void aTagOutOfRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordWriter(TYPE, 1).number(64, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordWriter(TYPE, 1).text(-1, ""));
    }

    /** Compares with the reader that reads the fields in order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void fieldsAgreeWithTheReaderInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RecordWriter writer = new RecordWriter(TYPE, 1);
        for (int i = random.nextInt(30); i > 0; i--) {
            int tag = random.nextInt(64);
            switch (tag % 3) {
                case 0 -> writer.number(tag, random.nextLong() >> random.nextInt(64));
                case 1 ->
                    writer.text(tag, Integer.toString(random.nextInt(), 36).repeat(random.nextInt(40)));
                default -> writer.pairs(tag, Map.of("k" + random.nextInt(3), "v" + random.nextInt()));
            }
        }
        byte[] bytes = writer.toBytes();
        RecordFields fields = RecordFields.read(TYPE, bytes);
        for (int tag = 0; tag <= 63; tag++) {
            long number = 0;
            List<String> texts = new ArrayList<>();
            Map<String, String> pairs = new LinkedHashMap<>();
            RecordReader reader = new RecordReader(TYPE, bytes);
            while (reader.next()) {
                if (reader.tag() == tag) {
                    switch (tag % 3) {
                        case 0 -> number = reader.number();
                        case 1 -> texts.add(reader.text());
                        default -> reader.pair(pairs);
                    }
                }
            }
            switch (tag % 3) {
                case 0 ->
                    assertThat(fields.number(tag))
                            .as("seed %d, tag %d", seed, tag)
                            .isEqualTo(number);
                case 1 -> {
                    assertThat(fields.texts(tag))
                            .as("seed %d, tag %d", seed, tag)
                            .isEqualTo(texts);
                    assertThat(fields.text(tag)).isEqualTo(texts.isEmpty() ? "" : texts.get(texts.size() - 1));
                }
                default ->
                    assertThat(fields.pairs(tag))
                            .as("seed %d, tag %d", seed, tag)
                            .isEqualTo(pairs);
            }
        }
    }
}
