// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.engine.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.kv.Durability;
import io.drawbridge.core.kv.Key;
import io.drawbridge.core.kv.KeySpace;
import io.drawbridge.core.kv.KeyValueStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was acknowledged after a sync is there, or the store does not open; what was not may be gone without a word. */
final class DamagedLogTest {
    private static final KeySpace SPACE = new KeySpace(7, "rows");
    private static final int SYNCED = 200;
    private static final int UNSYNCED = 40;

    @TempDir
    private Path folder;

    private long syncedBytes;

    /** Leaves what a kill leaves: the files as they are while a store is open that does nothing. */
    @BeforeEach
    void fillAndKill() throws IOException {
        Path rows = folder.resolve("rows");
        try (KeyValueStore store = new KeyValueStore(RocksEngine.open(rows, RocksRecoveryTest.LIBRARY))) {
            for (int i = 0; i < SYNCED; i++) {
                put(store, i, Durability.FSYNC);
            }
            syncedBytes = Files.size(log(rows));
            for (int i = SYNCED; i < SYNCED + UNSYNCED; i++) {
                put(store, i, Durability.OS);
            }
            copy(rows, folder.resolve("killed"));
        }
    }

    private static void put(KeyValueStore store, int number, Durability durability) {
        byte[] value = new byte[100];
        Arrays.fill(value, (byte) number);
        store.transact(durability, transaction -> {
            transaction.put(key(number), value);
            return true;
        });
    }

    private static Key key(long number) {
        return SPACE.key().number(number).key();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static Path log(Path rows) throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(rows, "*.log")) {
            return logs.iterator().next();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int found = open.read();
            open.seek(at);
            open.write(found ^ 4);
        }
    }

    private static void cut(Path file, long length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
    }

    private static int rows(RocksEngine engine) {
        int count = 0;
        while (count < SYNCED + UNSYNCED && engine.get(key(count)) != null) {
            count++;
        }
        return count;
    }

    private static RocksEngine open(Path rows, LostCommits lost) throws IOException {
        return RocksEngine.open(rows, RocksRecoveryTest.LIBRARY, lost);
    }

    private static void refused(Path rows) {
        assertThatThrownBy(() -> open(rows, LostCommits.REFUSE))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "the log of the rows in " + rows + " is damaged",
                        "bring back a backup, or go on without them",
                        "--accept-lost-commits");
    }

    @Test
    void whatAKillLeavesIsOpenedWhole() throws IOException {
        Path rows = folder.resolve("killed");
        try (RocksEngine engine = open(rows, LostCommits.REFUSE)) {
            assertThat(rows(engine)).isEqualTo(SYNCED + UNSYNCED);
        }
        assertThat(rows.resolve(RecoveredLogs.KEPT)).doesNotExist();
        assertThat(rows.resolve(RecoveredLogs.KEPT + ".new")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.999})
    void aFlippedBitAmongSyncedCommitsIsRejectedUntilTheOperatorAcceptsTheLoss(double part) throws IOException {
        Path rows = folder.resolve("killed");
        Path log = log(rows);
        flip(log, (long) (syncedBytes * part));
        byte[] damaged = Files.readAllBytes(log);
        refused(rows);
        refused(rows);
        assertThat(rows.resolve(RecoveredLogs.KEPT).resolve(log.getFileName())).hasBinaryContent(damaged);
        int readable;
        try (RocksEngine engine = open(rows, LostCommits.ACCEPT)) {
            readable = rows(engine);
            assertThat(readable).isLessThan(SYNCED);
            new KeyValueStore(engine).update(transaction -> transaction.put(key(readable), new byte[] {1}));
        }
        try (RocksEngine engine = open(rows, LostCommits.REFUSE)) {
            assertThat(rows(engine)).isEqualTo(readable + 1);
        }
    }

    @Test
    void aLogThatIsCutOrMissingAmongSyncedCommitsIsRefused() throws IOException {
        Path cut = folder.resolve("cut");
        copy(folder.resolve("killed"), cut);
        cut(log(cut), syncedBytes - 1);
        refused(cut);
        Path missing = folder.resolve("missing");
        copy(folder.resolve("killed"), missing);
        Files.delete(log(missing));
        refused(missing);
    }

    @Test
    void aLogThatEndsAfterTheLastSyncIsOpened() throws IOException {
        long whole = Files.size(log(folder.resolve("killed")));
        int before = SYNCED;
        for (long end = syncedBytes; end <= whole; end += 1 + (whole - syncedBytes) / 9) {
            Path rows = folder.resolve("end-" + end);
            copy(folder.resolve("killed"), rows);
            cut(log(rows), end);
            try (RocksEngine engine = open(rows, LostCommits.REFUSE)) {
                assertThat(rows(engine)).as("cut at %d", end).isGreaterThanOrEqualTo(before);
                before = rows(engine);
            }
        }
    }

    /** A loss of power may leave later bytes without earlier ones, if they were not synced. */
    @Test
    void aHoleAfterTheLastSyncEndsTheLogThere() throws IOException {
        Path rows = folder.resolve("killed");
        Path log = log(rows);
        flip(log, syncedBytes + (Files.size(log) - syncedBytes) / 2);
        try (RocksEngine engine = open(rows, LostCommits.REFUSE)) {
            assertThat(rows(engine)).isBetween(SYNCED, SYNCED + UNSYNCED - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 12, 19})
    void aTornOrDamagedMarkKeepsNoStoreClosed(int at) throws IOException {
        Path rows = folder.resolve("killed");
        Path mark = rows.resolve("synced");
        if (at % 2 == 0) {
            cut(mark, at);
        } else {
            flip(mark, at);
        }
        cut(log(rows), syncedBytes / 2);
        try (RocksEngine engine = open(rows, LostCommits.REFUSE)) {
            assertThat(rows(engine)).isLessThan(SYNCED);
        }
    }

    @Test
    void anInterruptedThreadStillWritesTheMark() throws IOException {
        Path rows = folder.resolve("fresh");
        try (KeyValueStore store = new KeyValueStore(open(rows, LostCommits.REFUSE))) {
            Thread.currentThread().interrupt();
            put(store, 1, Durability.FSYNC);
            assertThat(Thread.interrupted()).isTrue();
            put(store, 2, Durability.FSYNC);
            Path killed = folder.resolve("again");
            copy(rows, killed);
            cut(log(killed), Files.size(log(killed)) - 1);
            refused(killed);
        }
    }
}
