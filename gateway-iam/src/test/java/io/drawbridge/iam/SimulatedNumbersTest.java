// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.model.ContextEntry;
import io.drawbridge.iam.model.SimulateCustomPolicyRequest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulations accept the numeric context entries that the numeric operators can parse. */
final class SimulatedNumbersTest {
    private static final String THOUSAND =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
                    + "\"Condition\":{\"NumericEquals\":{\"s3:max-keys\":\"1000\"}}}}";

    private final IamBed bed = new IamBed();

    private String simulate(String number) {
        return bed.call(
                        SimulateCustomPolicyRequest.OPERATION,
                        SimulateCustomPolicyRequest.builder()
                                .policyInputList(List.of(THOUSAND))
                                .actionNames(List.of("s3:ListBucket"))
                                .contextEntries(List.of(ContextEntry.builder()
                                        .contextKeyName("s3:max-keys")
                                        .contextKeyType("numeric")
                                        .contextKeyValues(List.of(number))
                                        .build()))
                                .build())
                .evaluationResults()
                .get(0)
                .evalDecision();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "+1000", "1000.0", "01000"})
    void plainDecimalsAreCompared(String number) {
        assertThat(simulate(number)).isEqualTo("allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e3", "1E3", "10e+2", "0x3e8", ".", "1,000", ""})
    void whatTheOperatorsCannotReadIsRefused(String number) {
        assertThatThrownBy(() -> simulate(number)).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.code().code()).isEqualTo("InvalidInput");
            assertThat(e.text())
                    .isEqualTo("The value " + number + " of the context key s3:max-keys is not of type numeric.");
        });
    }
}
