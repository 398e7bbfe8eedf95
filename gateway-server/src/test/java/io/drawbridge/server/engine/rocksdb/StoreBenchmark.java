// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeyBuilder;
import io.drawbridge.core.kv.KeyRange;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import io.drawbridge.core.kv.ReadTransaction;
import io.drawbridge.core.kv.SkipScan;
import io.drawbridge.server.engine.postgres.PostgresEngine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Measures the rows of a store on one device, and the device itself; run by scripts/benchmark-store. */
final class StoreBenchmark {
    private static final KeySpace SPACE = new KeySpace(7, "rows");
    private static final int ROW_BYTES = 200;
    private static final int GETS = 400_000;
    private static final int GROUPS = 1000;

    private final Path folder;
    private final long roundNanos;
    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);

    private StoreBenchmark(Path folder, long roundSeconds) {
        this.folder = folder;
        this.roundNanos = roundSeconds * 1_000_000_000L;
    }

    public static void main(String[] arguments) throws Exception {
        StoreBenchmark benchmark = new StoreBenchmark(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        if (arguments.length > 2) {
            benchmark.runShared(arguments[2]);
        } else {
            benchmark.run();
        }
    }

    /** @param url of a database that may be filled */
    private void runShared(String url) throws Exception {
        out.println("| what | figure |");
        out.println("|---|---:|");
        try (KeyValueStore store = new KeyValueStore(PostgresEngine.open(url))) {
            commits(store, 8);
            tellCommits(store);
            gets(store);
            groups(store);
        }
    }

    /** A thousand groups of a hundred rows, as a listing with a delimiter asks for them. */
    private void groups(KeyValueStore store) {
        for (int group = 0; group < GROUPS; group += 10) {
            int from = group;
            store.update(transaction -> {
                for (int i = from * 100; i < (from + 10) * 100; i++) {
                    transaction.put(
                            SPACE.key()
                                    .text("listing")
                                    .text(String.format("%04d/%03d", i / 100, i % 100))
                                    .key(),
                            new byte[ROW_BYTES]);
                }
            });
        }
        KeyRange range = SPACE.key().text("listing").range();
        SkipScan groups = new SkipScan(range.from().bytes().length, KeyBuilder.escaped("/"));
        long[] nanos = new long[100];
        for (int i = 0; i < nanos.length; i++) {
            long before = System.nanoTime();
            int found = store.read(transaction -> {
                ReadTransaction.Scan scan = transaction.scanGroups(range, groups);
                int count = 0;
                while (scan.next() != null) {
                    count++;
                }
                return count;
            });
            nanos[i] = System.nanoTime() - before;
            if (found != GROUPS) {
                throw new IllegalStateException("found " + found + " groups");
            }
        }
        Arrays.sort(nanos);
        tell("the first rows of 1,000 groups of 100 rows", "p50 " + at(nanos, 50) + ", p99 " + at(nanos, 99));
    }

    private void run() throws Exception {
        out.println("| what | figure |");
        out.println("|---|---:|");
        syncs();
        long start = System.nanoTime();
        NativeLibrary.load(folder.resolve("native"));
        tell("native library, first unpack and load", millis(System.nanoTime() - start));
        start = System.nanoTime();
        RocksEngine engine = open();
        tell("open an empty store", millis(System.nanoTime() - start));
        KeyValueStore store = new KeyValueStore(engine);
        commits(store, 8);
        tellCommits(store);
        syncs();
        gets(store);
        groups(store);
        start = System.nanoTime();
        store.close();
        tell("clean stop", millis(System.nanoTime() - start));
        start = System.nanoTime();
        open().close();
        tell("open after a clean stop", millis(System.nanoTime() - start));
    }

    private void tellCommits(KeyValueStore store) throws InterruptedException {
        for (int threads : new int[] {1, 8, 64}) {
            long before = System.nanoTime();
            long[] nanos = commits(store, threads);
            double seconds = (System.nanoTime() - before) / 1e9;
            tell(
                    "durable commits of 3 rows, " + threads + " callers",
                    String.format(
                            "%,.0f a second; p50 %s, p99 %s", nanos.length / seconds, at(nanos, 50), at(nanos, 99)));
        }
    }

    private RocksEngine open() throws Exception {
        return RocksEngine.open(folder.resolve("rows"), folder.resolve("native"));
    }

    private void syncs() throws Exception {
        List<Long> nanos = new ArrayList<>();
        ByteBuffer block = ByteBuffer.allocateDirect(4096);
        try (FileChannel channel =
                FileChannel.open(folder.resolve("sync-test"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = System.nanoTime() + roundNanos;
            while (System.nanoTime() < end) {
                long before = System.nanoTime();
                channel.write(block.clear());
                channel.force(false);
                nanos.add(System.nanoTime() - before);
            }
        }
        Files.delete(folder.resolve("sync-test"));
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        tell(
                "the device: append 4 KiB and fdatasync",
                String.format(
                        "%,.0f a second; p50 %s, p99 %s",
                        sorted.length / (roundNanos / 1e9), at(sorted, 50), at(sorted, 99)));
    }

    private long[] commits(KeyValueStore store, int threads) throws InterruptedException {
        AtomicLong sequence = new AtomicLong(System.nanoTime());
        List<List<Long>> all = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        long end = System.nanoTime() + roundNanos;
        for (int t = 0; t < threads; t++) {
            List<Long> nanos = new ArrayList<>();
            all.add(nanos);
            Thread thread = new Thread(() -> {
                byte[] value = new byte[ROW_BYTES];
                while (System.nanoTime() < end) {
                    long before = System.nanoTime();
                    long number = sequence.incrementAndGet();
                    store.update(transaction -> {
                        // As a PUT does: one row is looked for, three are written.
                        transaction.get(key(number, 0));
                        for (int i = 0; i < 3; i++) {
                            transaction.put(key(number, i), value);
                        }
                    });
                    nanos.add(System.nanoTime() - before);
                }
            });
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        return all.stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
    }

    private void gets(KeyValueStore store) {
        int rows = 100_000;
        for (int i = 0; i < rows; i += 1000) {
            int from = i;
            store.update(transaction -> {
                for (int j = from; j < from + 1000; j++) {
                    transaction.put(key(j, 9), new byte[ROW_BYTES]);
                }
            });
        }
        SplittableRandom random = new SplittableRandom(1);
        long[] nanos = new long[GETS];
        for (int i = 0; i < GETS; i++) {
            long before = System.nanoTime();
            boolean found = store.get(key(random.nextInt(rows), 9)).isPresent();
            nanos[i] = System.nanoTime() - before;
            if (!found) {
                throw new IllegalStateException("a row is missing");
            }
        }
        nanos = Arrays.copyOfRange(nanos, GETS / 2, GETS);
        Arrays.sort(nanos);
        tell("get one of " + rows + " rows", "p50 " + at(nanos, 50) + ", p99 " + at(nanos, 99));
    }

    private void tell(String what, String figure) {
        out.println("| " + what + " | " + figure + " |");
    }

    private static String at(long[] sorted, int percent) {
        double micros = sorted[(int) ((long) (sorted.length - 1) * percent / 100)] / 1e3;
        return micros < 1000 ? String.format("%.1f µs", micros) : String.format("%.1f ms", micros / 1000);
    }

    private static String millis(long nanos) {
        return String.format("%.0f ms", nanos / 1e6);
    }

    private static Key key(long number, int row) {
        return SPACE.key().number(number).text("row-" + row).key();
    }
}
