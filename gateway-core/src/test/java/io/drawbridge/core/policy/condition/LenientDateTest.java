// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates in policies that AWS accepts beyond the W3C profile. */
final class LenientDateTest {
    @ParameterizedTest
    @CsvSource({
        "01T, 0001-01-01T00:00:00Z",
        "2016-12-13t2:00:00.593194+23, 2016-12-12T03:00:00.593194Z",
        "-292275054, -292275054-01-01T00:00:00Z",
        "292278993-1, +292278993-01-01T00:00:00Z",
        "2026-2-3, 2026-02-03T00:00:00Z",
        "2026-02-31, 2026-03-03T00:00:00Z",
        "2026-02-03T04:05, 2026-02-03T04:05:00Z",
        "2026-02-03T04:05:06z, 2026-02-03T04:05:06Z",
        "-292275055,",
        "292278994-1,",
        "2026-13,",
        "2026-02-32,",
        "2026-02-03T24,",
        "2026-02-03T04:60,",
        "2026-02-03T04:05:60,",
        "2026-02-03T04:05:06+2,",
        "2026-02-03T04:05:06+24:00,",
        "2026-02-03T04:05:06-01:00,",
        "1-2-3-4,",
        "T,",
        "-,",
        "yesterday,",
        "'',"
    })
    void aLiteralIsReadAsAwsReadsIt(String text, @Nullable String expected) {
        assertThat(LenientDate.parse(text)).isEqualTo(expected == null ? null : Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({"01T, true", "2016-12-13t2:00:00.593194+23, true", "tomorrow, false"})
    void aPolicyAcceptsItAndARequestDoesNot(String text, boolean accepted) {
        assertThat(ConditionOperator.DATE_LESS_THAN.accepts(text)).isEqualTo(accepted);
        assertThat(DateMatcher.parse(text)).isNull();
        assertThat(new RequestValue(List.of(text), 0).instant()).isNull();
    }
}
