// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.limits.IamLimits;
import org.junit.jupiter.api.Test;

/** So many simulations at once, and one more. */
class SimulationTurnsTest {
    private final SimulationTurns turns = new SimulationTurns();

    @Test
    void oneTooManyIsToldToComeAgain() {
        assertThat(nested(IamLimits.SIMULATIONS_AT_ONCE)).isEqualTo("done");
        assertThatThrownBy(() -> nested(IamLimits.SIMULATIONS_AT_ONCE + 1))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("Throttling"));
        assertThat(nested(IamLimits.SIMULATIONS_AT_ONCE))
                .as("a simulation that failed has given its turn back")
                .isEqualTo("done");
    }

    /** Each turn is taken while the ones before it are. */
    private String nested(int depth) {
        return depth == 0 ? "done" : turns.take(() -> nested(depth - 1));
    }
}
