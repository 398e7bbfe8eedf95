// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.postgres;

import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.RestartSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresEngineRestartTest extends RestartSuite {
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected KeyValueEngine open() {
        try {
            return PostgresEngine.open(server.newDatabase());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
