// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1994-11-06T08:49:37Z|784111777000",
                "1994-11-06T08:49:37.120Z|784111777120",
                "1994-11-06T09:49:37+01:00|784111777000",
                "1994-11-06|784080000000",
                "Sun, 06 Nov 1994 08:49:37 GMT|784111777000",
                "Sun, 6 Nov 1994 08:49:37 GMT|784111777000",
                "Sun, 06 Nov 1994 08:49:37 +0100|784108177000",
                "Sunday, 06-Nov-94 08:49:37 GMT|784111777000",
                "Sun Nov  6 08:49:37 1994|784111777000",
                "784111777|784111777000",
                "784111777.5|784111777500"
            })
    void everyFormOfATimeIsParsed(String text, long millis) {
        assertThat(Timestamps.parse(text)).hasValue(Instant.ofEpochMilli(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "soon, 1",
                "1994-13-06T08:49:37Z",
                "1994-11-06T08:49:37",
                "1e9",
                "--1",
                "1.2.3",
                "Sun, 31 Feb 1994 08:49:37 XYZ",
                "99999999999999999999"
            })
    void invalidTimesAreNotParsed(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }

    @Test
    void yearsHaveFourDigits() {
        Instant early = Instant.parse("0999-01-01T00:00:00Z");
        assertThat(Timestamps.iso8601(early, false)).isEqualTo("0999-01-01T00:00:00Z");
        assertThat(Timestamps.httpDate(early)).isEqualTo("Tue, 01 Jan 0999 00:00:00 GMT");
        assertThat(Timestamps.iso8601(Instant.parse("+10000-01-01T00:00:00Z"), false))
                .isEqualTo("+10000-01-01T00:00:00Z");
    }

    @Test
    void bothWritersAgreeWithTheLibrary() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            assertThat(Timestamps.iso8601(time, false)).isEqualTo(time.toString());
            assertThat(Timestamps.iso8601(time, true)).isEqualTo(time.toString().replace("Z", ".000Z"));
            String http = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .format(time.atOffset(ZoneOffset.UTC));
            assertThat(Timestamps.httpDate(time)).isEqualTo(http);
            assertThat(Timestamps.parse(http)).hasValue(time);
        }
    }
}
