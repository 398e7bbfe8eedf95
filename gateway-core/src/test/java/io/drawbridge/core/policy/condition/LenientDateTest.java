// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates in policies that AWS accepts beyond the W3C profile. */
final class LenientDateTest {
    @ParameterizedTest
    @CsvSource({
        "01T, true",
        "2016-12-13t2:00:00.593194+23, true",
        "-292275054, true",
        "292278993-1, true",
        "2026-2-3, true",
        "2026-02-31, true",
        "2026-02-03T04:05, true",
        "2026-02-03T04:05:06z, true",
        "-292275055, false",
        "292278994-1, false",
        "2026-13, false",
        "2026-02-32, false",
        "2026-02-03T24, false",
        "2026-02-03T04:60, false",
        "2026-02-03T04:05:60, false",
        "2026-02-03T04:05:06+2, false",
        "2026-02-03T04:05:06+24:00, false",
        "2026-02-03T04:05:06-01:00, false",
        "1-2-3-4, false",
        "T, false",
        "-, false",
        "yesterday, false",
        "'', false"
    })
    void aLiteralIsAcceptedAsAwsAcceptsIt(String text, boolean accepted) {
        assertThat(LenientDate.accepts(text)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"01T, true", "2016-12-13t2:00:00.593194+23, true", "tomorrow, false"})
    void aPolicyAcceptsItAndMatchesNothing(String text, boolean accepted) {
        assertThat(ConditionOperator.DATE_LESS_THAN.accepts(text)).isEqualTo(accepted);
        assertThat(DateMatcher.parse(text)).isNull();
        assertThat(new RequestValue(List.of(text), 0).instant()).isNull();
    }
}
