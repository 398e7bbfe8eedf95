// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.iam.limits.IamLimits;
import org.junit.jupiter.api.Test;

/** The limit of concurrent simulations, and one more. */
class SimulationTurnsTest {
    private final SimulationTurns turns = new SimulationTurns();

    @Test
    void oneSimulationTooManyIsThrottled() {
        assertThat(nested(IamLimits.SIMULATIONS_AT_ONCE)).isEqualTo("done");
        assertThatThrownBy(() -> nested(IamLimits.SIMULATIONS_AT_ONCE + 1))
                .isInstanceOfSatisfying(
                        AwsException.class, e -> assertThat(e.code().code()).isEqualTo("Throttling"));
        assertThat(nested(IamLimits.SIMULATIONS_AT_ONCE))
                .as("a simulation that failed has given its turn back")
                .isEqualTo("done");
    }

    /** Takes each turn while the earlier ones are still taken. */
    private String nested(int depth) {
        return depth == 0 ? "done" : turns.take(() -> nested(depth - 1));
    }
}
