// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecordTest {
    private static byte[] sample() {
        Map<String, String> pairs = new LinkedHashMap<>();
        pairs.put("k", "v");
        pairs.put("", "\u20ac");
        return new RecordWriter(3, 1)
                .text(1, "name")
                .number(2, -5)
                .number(3, Long.MAX_VALUE)
                .flag(4, true)
                .instant(5, Instant.parse("2026-01-02T03:04:05.006Z"))
                .texts(6, List.of("a", "b"))
                .pairs(7, pairs)
                .text(8, null)
                .toBytes();
    }

    @Test
    void fieldsComeBackAsTheyWereWritten() {
        RecordReader reader = new RecordReader(3, sample());
        List<String> values = new ArrayList<>();
        Map<String, String> pairs = new LinkedHashMap<>();
        while (reader.next()) {
            switch (reader.tag()) {
                case 1, 6 -> values.add(reader.text());
                case 2, 3 -> values.add(Long.toString(reader.number()));
                case 4 -> values.add(Boolean.toString(reader.flag()));
                case 5 -> values.add(reader.instant().toString());
                case 7 -> reader.pair(pairs);
                default -> throw new AssertionError("tag " + reader.tag());
            }
        }
        assertThat(values)
                .containsExactly("name", "-5", "9223372036854775807", "true", "2026-01-02T03:04:05.006Z", "a", "b");
        assertThat(pairs).containsExactly(Map.entry("k", "v"), Map.entry("", "\u20ac"));
    }

    @Test
    void anotherRecordTypeAndATruncatedRecordAreRefused() {
        byte[] bytes = sample();
        assertThatThrownBy(() -> new RecordReader(4, bytes)).isInstanceOf(IllegalStateException.class);
        RecordReader cut = new RecordReader(3, java.util.Arrays.copyOf(bytes, 5));
        assertThatThrownBy(cut::next).isInstanceOf(IllegalStateException.class);
    }
}
