// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a client was told holds, however often the server is killed. {@code scripts/crash-test} runs it with more
 * rounds.
 */
final class CrashRecoveryTest {
    private static final int ROUNDS = 20;
    private static final int STEP = 5;

    /** On a machine that is busy with other things fewer rounds must do. */
    private static final long SECONDS_MAX = 240;

    private static final long SEED = 20_261_122L;

    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLostTornOrDanglingAfterKills() throws Exception {
        try (CrashRun run = new CrashRun(folder, SEED)) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
            int rounds = 0;
            while (rounds < ROUNDS && (rounds == 0 || System.nanoTime() < deadline)) {
                run.run(STEP);
                rounds += STEP;
            }
            assertThat(run.report().clean())
                    .as("seed %d, %d rounds: %s", SEED, rounds, run.report())
                    .isTrue();
        }
    }
}
