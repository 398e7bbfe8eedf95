// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Counters;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that commits and says so until it is killed. */
final class Victim {
    static final int THREADS = 4;

    private static final KeySpace SPACE = new KeySpace(7, "rows");

    private Victim() {}

    static Key key(int thread, int copy) {
        return SPACE.key().number(thread).number(copy).key();
    }

    static Key total() {
        return SPACE.key().text("total").key();
    }

    /** The folder of the rows, and how many bytes each commit writes besides: with many, logs come and go. */
    public static void main(String[] arguments) throws Exception {
        byte[] ballast = new byte[Integer.parseInt(arguments[1])];
        KeyValueStore store = new KeyValueStore(RocksEngine.open(Path.of(arguments[0]), RocksRecoveryTest.LIBRARY));
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            new Thread(() -> commitForEver(store, thread, ballast, out)).start();
        }
    }

    private static void commitForEver(KeyValueStore store, int thread, byte[] ballast, FileOutputStream out) {
        for (int i = 1; ; i++) {
            byte[] number = Counters.encode(i);
            store.update(transaction -> {
                transaction.put(key(thread, 0), number);
                transaction.put(key(thread, 1), number);
                transaction.put(key(thread, 2), ballast);
                transaction.add(total(), 1);
            });
            try {
                // One write a line: lines are never mixed.
                out.write((thread + " " + i + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (java.io.IOException e) {
                return;
            }
        }
    }
}
