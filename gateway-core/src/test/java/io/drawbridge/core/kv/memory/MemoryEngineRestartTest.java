// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv.memory;

import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.RestartSuite;

final class MemoryEngineRestartTest extends RestartSuite {
    @Override
    protected KeyValueEngine open() {
        return new MemoryEngine(64_000_000);
    }
}
