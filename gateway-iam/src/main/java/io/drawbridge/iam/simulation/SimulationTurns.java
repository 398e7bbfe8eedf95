// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.iam.simulation;

import io.drawbridge.core.error.AwsException;
import io.drawbridge.core.error.CommonError;
import io.drawbridge.iam.limits.IamLimits;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits how many simulations run at the same time: one needs much more time and memory than other requests. Safe for
 * many threads.
 */
final class SimulationTurns {

    private final Semaphore free = new Semaphore(IamLimits.SIMULATIONS_AT_ONCE);

    /**
     * Runs a simulation.
     *
     * @throws AwsException Throttling when too many run; AWS's clients retry
     */
    <T> T take(Supplier<T> simulation) {
        if (!free.tryAcquire()) {
            throw new AwsException(CommonError.THROTTLING, "Rate exceeded");
        }
        try {
            return simulation.get();
        } finally {
            free.release();
        }
    }
}
