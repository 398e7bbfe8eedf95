// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static io.drawbridge.server.command.CommandOutcome.succeeds;
import static io.drawbridge.server.command.FilledStore.ACCOUNT;
import static io.drawbridge.server.command.FilledStore.blobs;
import static io.drawbridge.server.command.FilledStore.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import io.drawbridge.server.storage.OfflineStore;
import io.drawbridge.server.storage.StorageLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Backups while clients write: each contains the state at one point in time, with everything that was acknowledged
 * before the command.
 */
final class BackupUnderLoadTest {
    private static final int WRITERS = 3;
    private static final int BACKUPS = 3;
    private static final int WRITES_BETWEEN = 25;
    private static final long DEADLINE_SECONDS = 120;

    @TempDir
    private Path folder;

    private record Taken(Path backup, List<Integer> acknowledged, List<Integer> begun) {}

    @Test
    void eachBackupShowsOneMomentWithAllThatWasAcknowledgedBefore() throws Exception {
        Path data = folder.resolve("data");
        List<LoadWriter> writers = new ArrayList<>();
        List<Taken> all = new ArrayList<>();
        try (Drawbridge server = start(data)) {
            RootCredentials root = server.rootCredentials(ACCOUNT);
            try (S3Client s3 = FilledStore.s3(server, root.accessKeyId(), root.secretAccessKey())) {
                s3.createBucket(request -> request.bucket(LoadWriter.BUCKET));
            }
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new LoadWriter("writer-" + i, 20_261_122L + i, server, root));
            }
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            AtomicBoolean ended = new AtomicBoolean();
            try {
                List<Future<?>> writing = new ArrayList<>();
                for (LoadWriter writer : writers) {
                    writing.add(threads.submit(() -> writer.writeUntil(ended)));
                }
                for (int i = 0; i < BACKUPS; i++) {
                    awaitWrites(writers, (i + 1) * WRITES_BETWEEN, writing);
                    all.add(backup(data, folder.resolve("backup-" + i), writers));
                }
                ended.set(true);
                for (Future<?> one : writing) {
                    one.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
                }
            } finally {
                ended.set(true);
                threads.shutdownNow();
            }
            assertThat(data.resolve("rows/snapshot")).doesNotExist();
        }
        for (Taken taken : all) {
            verify(taken, writers);
        }
        assertNothingIsLeftOver(data);
    }

    private static Taken backup(Path data, Path target, List<LoadWriter> writers) {
        List<Integer> acknowledged =
                writers.stream().map(LoadWriter::acknowledged).toList();
        succeeds("backup", "--data", data, target);
        return new Taken(
                target, acknowledged, writers.stream().map(LoadWriter::begun).toList());
    }

    private static void awaitWrites(List<LoadWriter> writers, int each, List<Future<?>> writing) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (writers.stream().anyMatch(writer -> writer.acknowledged() < each)) {
            for (Future<?> one : writing) {
                if (one.isDone()) {
                    one.get();
                }
            }
            assertThat(System.nanoTime()).as("writers are too slow").isLessThan(deadline);
            Thread.sleep(1);
        }
    }

    private void verify(Taken taken, List<LoadWriter> writers) throws Exception {
        Path restored = folder.resolve(taken.backup.getFileName() + "-restored");
        succeeds("restore", taken.backup, "--data", restored);
        succeeds("scrub", "--data", restored);
        Map<String, String> seen = new TreeMap<>();
        try (Drawbridge server = start(restored)) {
            seen.putAll(LoadWriter.state(server));
        }
        for (int i = 0; i < writers.size(); i++) {
            LoadWriter writer = writers.get(i);
            Map<String, String> own = new TreeMap<>();
            seen.forEach((name, what) -> {
                if (name.contains(writer.name())) {
                    own.put(name, what);
                }
            });
            assertThat(writer.statesBetween(taken.acknowledged.get(i), taken.begun.get(i)))
                    .as(
                            "what %s had written at a moment between %s and %s",
                            writer.name(), taken.acknowledged, taken.begun)
                    .contains(own);
        }
        assertNothingIsLeftOver(restored);
    }

    /** Unused bodies are removed in the end, and no others are left. */
    private static void assertNothingIsLeftOver(Path data) throws Exception {
        try (OfflineStore stopped = OfflineStore.open(new StorageLocation.Directory(data, null))) {
            stopped.sweep();
            var report = stopped.scrub(false);
            assertThat(report.findings()).isEmpty();
            assertThat(blobs(data)).hasSize(Math.toIntExact(report.blobs()));
        }
    }
}
