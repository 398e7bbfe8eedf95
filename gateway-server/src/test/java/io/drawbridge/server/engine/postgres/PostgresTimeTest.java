// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

final class PostgresTimeTest {
    /** The server of the test runs on this machine. */
    @Test
    void theTimeIsThatOfTheDatabase() throws Exception {
        try (PostgresServer postgres = PostgresServer.start();
                PostgresEngine engine = PostgresEngine.open(postgres.newDatabase())) {
            long before = Clock.systemUTC().millis();
            long time = engine.timeMillis().orElseThrow();
            assertThat(time).isBetween(before - 1, Clock.systemUTC().millis() + 1);
        }
    }
}
