// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.s3.blob.BlobLedger;
import io.drawbridge.s3.blob.BlobOwner;
import io.drawbridge.s3.blob.FileBlobStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures where a body of a length is better kept: in a row, written with the commit, or in a file of its own. Run by
 * scripts/benchmark-store.
 */
final class BodyBenchmark {
    private static final KeySpace SPACE = new KeySpace(7, "bodies");
    private static final BlobOwner OWNER = new BlobOwner(1, "key");
    private static final int[] LENGTHS = {1 << 10, 4 << 10, 16 << 10, 32 << 10, 64 << 10, 90 << 10};
    private static final int GETS = 4_000;

    private final KeyValueStore store;
    private final FileBlobStore blobs;
    private final BlobLedger ledger;
    private final long roundNanos;
    private final AtomicLong sequence = new AtomicLong();
    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);

    private interface Put {
        void run(byte[] body, long number) throws IOException;
    }

    private BodyBenchmark(Path folder, long roundSeconds) throws IOException {
        store = new KeyValueStore(RocksEngine.open(folder.resolve("body-rows"), folder.resolve("native")));
        blobs = FileBlobStore.durable(folder.resolve("body-files"));
        ledger = new BlobLedger(store, blobs, Clock.systemUTC(), new SplittableRandom(1), false);
        roundNanos = roundSeconds * 1_000_000_000L;
    }

    public static void main(String[] arguments) throws Exception {
        BodyBenchmark benchmark = new BodyBenchmark(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        benchmark.run();
        benchmark.store.close();
        benchmark.blobs.close();
    }

    private void run() throws Exception {
        out.println("| body | callers | in a row: puts a second | in a file | row / file | get: row, file, p50 |"
                + " written to the device for each byte: row, file |");
        out.println("|--:|--:|--:|--:|--:|--:|--:|");
        // The first round warms up.
        for (boolean tell : new boolean[] {false, true}) {
            for (int length : tell ? LENGTHS : new int[] {LENGTHS[1]}) {
                for (int callers : new int[] {1, 16}) {
                    compare(length, callers, tell);
                }
            }
        }
    }

    private void compare(int length, int callers, boolean tell) throws Exception {
        byte[] body = new byte[length];
        new SplittableRandom(length).nextBytes(body);
        long first = sequence.get() + 1;
        long written = written();
        double rows = rate(callers, body, this::inRow);
        double rowShare = (double) (written() - written) / ((double) (sequence.get() - first + 1) * length);
        long rowGet = median(i -> store.get(key(first + i, 1)).orElseThrow(), first);
        List<String> ids = java.util.Collections.synchronizedList(new ArrayList<>());
        written = written();
        double files = rate(callers, body, (bytes, number) -> ids.add(inFile(bytes, number)));
        double fileShare = (double) (written() - written) / ((double) ids.size() * length);
        long fileGet = median(
                i -> {
                    blobs.read(ids.get((int) (i % ids.size())), 0, ByteBuffer.allocate(length));
                    return length;
                },
                0);
        if (tell) {
            out.printf(
                    "| %d KiB | %d | %,.0f | %,.0f | %.1f | %.0f, %.0f µs | %.1f, %.1f |%n",
                    length >> 10, callers, rows, files, rows / files, rowGet / 1e3, fileGet / 1e3, rowShare, fileShare);
        }
    }

    private void inRow(byte[] body, long number) {
        store.update(transaction -> {
            transaction.put(key(number, 0), new byte[200]);
            transaction.put(key(number, 1), body);
        });
    }

    private String inFile(byte[] body, long number) throws IOException {
        try (BlobLedger.Draft draft = ledger.create(OWNER)) {
            draft.write(ByteBuffer.wrap(body));
            String id = draft.commit();
            store.update(transaction -> transaction.put(key(number, 0), new byte[200]));
            return id;
        }
    }

    private double rate(int callers, byte[] body, Put put) throws InterruptedException {
        AtomicLong count = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            Thread thread = new Thread(() -> {
                while (System.nanoTime() - start < roundNanos) {
                    try {
                        put.run(body, sequence.incrementAndGet());
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    count.incrementAndGet();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return count.get() / ((System.nanoTime() - start) / 1e9);
    }

    private interface Get {
        Object run(long index) throws IOException;
    }

    private long median(Get get, long first) throws IOException {
        SplittableRandom random = new SplittableRandom(first);
        long[] nanos = new long[GETS];
        long most = Math.max(1, sequence.get() - first);
        for (int i = 0; i < GETS; i++) {
            long index = random.nextLong(most);
            long before = System.nanoTime();
            get.run(index);
            nanos[i] = System.nanoTime() - before;
        }
        java.util.Arrays.sort(nanos);
        return nanos[GETS / 2];
    }

    /** What this process had the device write so far, in bytes. */
    private static long written() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
            if (line.startsWith("write_bytes: ")) {
                return Long.parseLong(line.substring("write_bytes: ".length()));
            }
        }
        throw new IOException("/proc/self/io has no write_bytes");
    }

    private static Key key(long number, int row) {
        return SPACE.key().number(number).text("row-" + row).key();
    }
}
