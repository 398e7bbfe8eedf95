// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.s3.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.core.kv.StoreFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileBlobStoreTest {
    private static final BlobOwner OWNER = new BlobOwner(7, "ключ/\u0001");

    @TempDir
    Path folder;

    private static void put(BlobStore store, String blobId, byte[] bytes) throws IOException {
        try (BlobStore.Writer writer = store.create(blobId, OWNER)) {
            for (int from = 0; from < bytes.length; from += 1000) {
                writer.write(ByteBuffer.wrap(bytes, from, Math.min(1000, bytes.length - from)));
            }
            writer.commit();
        }
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void blobsAndFoldersBelongToTheirOwnerAlone(@TempDir Path shared) throws IOException {
        Path root = shared.resolve("a/b");
        try (FileBlobStore store = FileBlobStore.durable(root);
                BlobStore.Writer writer = store.create("0-0f", new BlobOwner(1, "k"))) {
            writer.commit();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("0f"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("0f/0-0f"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aLinkInPlaceOfABlobIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        try (FileBlobStore store = FileBlobStore.durable(folder)) {
            put(store, "e-01", bytes(5_000, 1));
            Path blob = only(folder);
            Path target = elsewhere.resolve("target");
            Files.move(blob, target);
            Files.createSymbolicLink(blob, target);
            assertThatThrownBy(() -> store.open("e-01", 0, 1)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.channel("e-01", 0, 1)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.read("e-01", 0, ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.footer("e-01")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.check("e-01")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> put(store, "e-01", bytes(10, 2))).isInstanceOf(IOException.class);
            assertThat(target).exists();
            store.delete("e-01");
            assertThat(target).exists();
            Files.move(target, blob);
            assertThat(store.check("e-01")).isEqualTo(new BlobHealth.Intact(5_000));
        }
    }

    @Test
    void foldersThatOthersCouldChangeAreRefusedAndReadableOnesAreClosed() throws IOException {
        FileBlobStore.durable(folder).close();
        for (Path path : new Path[] {folder, folder.resolve("0f")}) {
            for (String mode : new String[] {"rwxrwxrwx", "rwx-w----", "rwxr-xrwx"}) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
                assertThatThrownBy(() -> FileBlobStore.durable(folder))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("chmod 700 " + path);
            }
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            FileBlobStore.durable(folder).close();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
        Files.delete(folder.resolve("0f"));
        Files.createSymbolicLink(folder.resolve("0f"), folder.resolve("0e"));
        assertThatThrownBy(() -> FileBlobStore.durable(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a symbolic link");
    }

    @Test
    void bytesAreThereForTheNextProcess() throws IOException {
        byte[] bytes = bytes(12_345, 1);
        try (FileBlobStore store = FileBlobStore.durable(folder)) {
            put(store, "e-01", bytes);
        }
        try (FileBlobStore store = FileBlobStore.durable(folder)) {
            ByteBuffer part = ByteBuffer.allocate(100);
            store.read("e-01", 12_000, part);
            assertThat(part.array()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 12_000, 12_100));
            assertThat(store.check("e-01")).isEqualTo(new BlobHealth.Intact(12_345));
            store.delete("e-01");
            store.delete("e-01");
            assertThat(store.check("e-01")).isEqualTo(new BlobHealth.Missing());
            assertThatThrownBy(() -> store.open("e-01", 0, 1)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void aTemporaryStoreTakesItsFolderWithIt() throws IOException {
        Path mine = folder.resolve("mine");
        try (FileBlobStore store = FileBlobStore.temporary(() -> mine)) {
            assertThat(mine).doesNotExist();
            put(store, "e-01", bytes(10, 1));
            assertThat(mine).exists();
        }
        assertThat(mine).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_999, 5_000, 5_001, 5_040, 5_060})
    void aChangedByteIsFound(int position) throws IOException {
        try (FileBlobStore store = FileBlobStore.durable(folder)) {
            put(store, "e-01", bytes(5_000, 1));
            Path file = only(folder);
            byte[] content = Files.readAllBytes(file);
            content[Math.min(position, content.length - 1)] ^= 4;
            Files.write(file, content);
            assertThat(store.check("e-01")).isInstanceOf(BlobHealth.Damaged.class);
        }
    }

    @Test
    void aFileCutAnywhereIsFound() throws IOException {
        try (FileBlobStore store = FileBlobStore.durable(folder, new LocalDisk(false))) {
            put(store, "e-01", bytes(300, 1));
            Path file = only(folder);
            byte[] content = Files.readAllBytes(file);
            for (int length = 0; length < content.length; length++) {
                Files.write(file, java.util.Arrays.copyOf(content, length));
                assertThat(store.check("e-01")).as("cut at %d", length).isInstanceOf(BlobHealth.Damaged.class);
            }
            Files.write(file, java.util.Arrays.copyOf(content, content.length + 1));
            assertThat(store.check("e-01")).isInstanceOf(BlobHealth.Damaged.class);
            Files.write(file, content);
            assertThat(store.check("e-01")).isEqualTo(new BlobHealth.Intact(300));
        }
    }

    @Test
    void theIdsOfAllBlobsAreListed() throws IOException {
        try (FileBlobStore store = FileBlobStore.durable(folder)) {
            put(store, "e-01", bytes(1, 1));
            put(store, "e-ff", bytes(0, 1));
            List<String> ids = new ArrayList<>();
            store.list(ids::add);
            assertThat(ids).containsExactlyInAnyOrder("e-01", "e-ff");
        }
    }

    @Test
    void aFullDiskIsReportedAndLeavesNothing() throws IOException {
        Disk full = new LocalDisk(true) {
            @Override
            public Output create(Path file) throws IOException {
                Output real = super.create(file);
                return new Output() {
                    private int room = 2_000;

                    @Override
                    public void write(ByteBuffer source) throws IOException {
                        room -= source.remaining();
                        if (room < 0) {
                            throw new IOException("No space left on device");
                        }
                        real.write(source);
                    }

                    @Override
                    public void fsync() throws IOException {
                        real.fsync();
                    }

                    @Override
                    public void close() throws IOException {
                        real.close();
                    }
                };
            }
        };
        try (FileBlobStore store = FileBlobStore.durable(folder, full)) {
            assertThatThrownBy(() -> put(store, "e-01", bytes(5_000, 1)))
                    .isInstanceOf(StoreFullException.class)
                    .hasMessageContaining("delete data");
            assertThat(store.check("e-01")).isEqualTo(new BlobHealth.Missing());
            put(store, "e-02", bytes(1_000, 1));
            assertThat(store.check("e-02")).isEqualTo(new BlobHealth.Intact(1_000));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void committedBlobsSurviveALossOfPowerAndNoOtherLooksIntact(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 6; round++) {
            ForgetfulDisk disk = new ForgetfulDisk(random);
            Path here = folder.resolve(Integer.toString(round));
            FileBlobStore store = FileBlobStore.durable(here, disk);
            Map<String, byte[]> committed = new HashMap<>();
            disk.failAfter(random.nextInt(60));
            try {
                for (int i = 0; i < 10; i++) {
                    byte[] bytes = bytes(random.nextInt(4_000), random.nextLong());
                    String blobId = "e-" + java.util.HexFormat.of().toHexDigits((byte) random.nextInt(3)) + i + "a";
                    put(store, blobId, bytes);
                    committed.put(blobId, bytes);
                }
            } catch (IOException e) {
                assertThat(e).hasMessage("power is lost");
            }
            disk.losePower();
            for (Map.Entry<String, byte[]> blob : committed.entrySet()) {
                ByteBuffer found = ByteBuffer.allocate(blob.getValue().length);
                store.read(blob.getKey(), 0, found);
                assertThat(found.array()).as("seed %d round %d", seed, round).isEqualTo(blob.getValue());
                assertThat(store.check(blob.getKey())).isInstanceOf(BlobHealth.Intact.class);
            }
        }
    }
}
