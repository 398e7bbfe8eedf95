// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.BlockingSuite;
import io.drawbridge.core.kv.KeyValueEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class RocksEngineBlockingTest extends BlockingSuite {
    @TempDir
    private Path folder;

    @Override
    protected KeyValueEngine open() {
        try {
            return RocksEngine.open(folder.resolve("rows"), Path.of("target", "native"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
