// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv.memory;

import io.drawbridge.core.kv.KeyValueEngine;
import io.drawbridge.core.kv.KeyValueModelSuite;

final class MemoryEngineModelTest extends KeyValueModelSuite {
    @Override
    protected KeyValueEngine open() {
        return new MemoryEngine(64_000_000);
    }
}
