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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot shows what was committed before it and nothing that came later, and costs the engine nothing. */
final class RowSnapshotTest {
    private static final KeySpace SPACE = new KeySpace(7, "rows");

    @TempDir
    private Path folder;

    private Path rows() {
        return folder.resolve("rows");
    }

    private static Key key(int number) {
        return SPACE.key().number(number).key();
    }

    private static void put(KeyValueStore store, Durability durability, int number, byte[] value) {
        store.transact(durability, transaction -> {
            transaction.put(key(number), value);
            return true;
        });
    }

    @Test
    void itShowsAllThatWasCommittedBeforeSyncedOrNotAndNothingLater() throws IOException {
        byte[] large = new byte[20_000];
        try (RocksEngine engine = RocksEngine.open(rows(), RocksRecoveryTest.LIBRARY)) {
            KeyValueStore store = new KeyValueStore(engine);
            put(store, Durability.FSYNC, 1, new byte[] {1});
            put(store, Durability.OS, 2, large);
            put(store, Durability.MEMORY, 3, new byte[] {3});
            RowSnapshot snapshot = engine.snapshot();
            put(store, Durability.FSYNC, 1, new byte[] {9});
            put(store, Durability.FSYNC, 4, new byte[] {4});
            store.update(transaction -> transaction.delete(key(2)));
            Map<String, Long> files = files(snapshot.folder());
            try (KeyValueStore read =
                    new KeyValueStore(SnapshotReader.open(snapshot.folder(), RocksRecoveryTest.LIBRARY))) {
                assertThat(read.get(key(1))).hasValue(new byte[] {1});
                assertThat(read.get(key(2))).hasValue(large);
                assertThat(read.get(key(3))).hasValue(new byte[] {3});
                assertThat(read.get(key(4))).isEmpty();
                assertThatThrownBy(() -> read.update(transaction -> transaction.put(key(5), large)))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
            assertThat(files(snapshot.folder())).isEqualTo(files);
            snapshot.close();
            assertThat(snapshot.folder()).doesNotExist();
            assertThat(store.get(key(1))).hasValue(new byte[] {9});
            assertThat(store.get(key(2))).isEmpty();
        }
    }

    private static Map<String, Long> files(Path folder) throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return found;
    }

    @Test
    void whatAFormerOneLeftIsReplaced() throws IOException {
        try (RocksEngine engine = RocksEngine.open(rows(), RocksRecoveryTest.LIBRARY)) {
            put(new KeyValueStore(engine), Durability.FSYNC, 1, new byte[] {1});
            Path first = engine.snapshot().folder();
            Files.createDirectory(rows().resolve(RowSnapshot.NAME + ".tmp"));
            try (RowSnapshot second = engine.snapshot()) {
                assertThat(second.folder()).isEqualTo(first);
            }
            assertThat(first).doesNotExist();
            assertThat(rows().resolve(RowSnapshot.NAME + ".tmp")).doesNotExist();
        }
    }

    @Test
    void withoutRoomThereIsNone() throws IOException {
        AtomicLong usable = new AtomicLong(1L << 40);
        try (RocksEngine engine = RocksEngine.open(rows(), RocksRecoveryTest.LIBRARY, usable::get)) {
            usable.set(RocksEngine.RESERVE_BYTES - 1);
            assertThatThrownBy(engine::snapshot)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("less than 64 MiB left");
            assertThat(rows().resolve(RowSnapshot.NAME)).doesNotExist();
        }
    }
}
