// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.core.kv.memory;

import io.drawbridge.core.kv.BlockingSuite;
import io.drawbridge.core.kv.KeyValueEngine;

final class MemoryEngineBlockingTest extends BlockingSuite {
    @Override
    protected KeyValueEngine open() {
        return new MemoryEngine(1L << 26);
    }
}
