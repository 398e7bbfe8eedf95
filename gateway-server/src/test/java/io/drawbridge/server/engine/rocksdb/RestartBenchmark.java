// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Durability;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Fills a store and ends as a killed process ends, or opens one; run by scripts/benchmark-s3-store. */
final class RestartBenchmark {
    private static final KeySpace SPACE = new KeySpace(7, "rows");
    private static final int ROW_BYTES = 200;
    private static final int BATCH = 1000;

    private RestartBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        NativeLibrary.load(folder.resolve("native"));
        if (arguments[1].equals("fill")) {
            fill(folder, Long.parseLong(arguments[2]));
            Runtime.getRuntime().halt(0);
        }
        long start = System.nanoTime();
        KeyValueStore store = open(folder);
        double millis = (System.nanoTime() - start) / 1e6;
        new PrintStream(new FileOutputStream(FileDescriptor.out), true)
                .printf("| open the rows %s | %.0f ms |%n", arguments[2], millis);
        store.close();
    }

    private static KeyValueStore open(Path folder) throws Exception {
        return new KeyValueStore(RocksEngine.open(folder.resolve("rows"), folder.resolve("native")));
    }

    private static void fill(Path folder, long rows) throws Exception {
        KeyValueStore store = open(folder);
        SplittableRandom random = new SplittableRandom(1);
        for (long first = 0; first < rows; first += BATCH) {
            byte[] value = new byte[ROW_BYTES];
            random.nextBytes(value);
            long begin = first;
            store.transact(Durability.OS, transaction -> {
                for (long i = begin; i < begin + BATCH; i++) {
                    // Spread, as names are.
                    transaction.put(SPACE.key().number(Long.reverse(i) >>> 1).key(), value);
                }
                return true;
            });
        }
    }
}
