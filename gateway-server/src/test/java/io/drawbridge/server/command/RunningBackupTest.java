// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static io.drawbridge.server.command.CommandOutcome.execute;
import static io.drawbridge.server.command.CommandOutcome.refused;
import static io.drawbridge.server.command.CommandOutcome.succeeds;
import static io.drawbridge.server.command.FilledStore.blobs;
import static io.drawbridge.server.command.FilledStore.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.control.SnapshotLease;
import io.drawbridge.server.storage.OfflineStore;
import io.drawbridge.server.storage.StorageLocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Backups of a directory that a server uses. {@link BackupUnderLoadTest} looks at what they hold. */
final class RunningBackupTest {
    private static final long DEADLINE_SECONDS = 120;

    @TempDir
    Path folder;

    private Path data;
    private Path backup;
    private FilledStore store;

    @BeforeEach
    void fill() throws Exception {
        data = folder.resolve("data");
        backup = folder.resolve("backup");
        store = FilledStore.in(data);
    }

    private Path snapshot() {
        return data.resolve("rows/snapshot");
    }

    @Test
    void aRestoredBackupOfARunningServerShowsWhatItShowed() throws Exception {
        try (Drawbridge server = start(data)) {
            var before = store.state(server);
            succeeds("backup", "--data", data, backup);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("control"))))
                    .isEqualTo("rw-------");
            assertThat(snapshot()).doesNotExist();
            put(server, "later");
            assertThat(Files.readString(backup.resolve("BACKUP")))
                    .contains(" STORE\n", " keyring\n", " root-credentials\n", " rows/CURRENT\n", " blobs/")
                    .doesNotContain("snapshot", "native", "lock", "control");
            succeeds("restore", backup, "--data", folder.resolve("restored"));
            assertThat(store.state(folder.resolve("restored"))).isEqualTo(before);
        }
        succeeds("scrub", "--data", folder.resolve("restored"));
        assertThat(data.resolve("control")).doesNotExist();
        assertListsWhatIsThere();
    }

    /** Nothing lies in the backup that its list does not name. */
    private void assertListsWhatIsThere() throws IOException {
        List<String> named = Files.readAllLines(backup.resolve("BACKUP")).stream()
                .filter(line -> line.contains(" ") && !line.startsWith("drawbridge-backup"))
                .map(line -> line.split(" ", 3)[2])
                .toList();
        try (var files = Files.walk(backup)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> backup.relativize(file).toString())
                            .filter(name -> !name.equals("BACKUP")))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void bodiesThatAreLetGoDuringABackupStayUntilItsEnd() throws Exception {
        try (Drawbridge server = start(data);
                S3Client s3 = store.s3(server)) {
            List<Path> before = blobs(data);
            assertThat(before).hasSize(2);
            try (SnapshotLease held = SnapshotLease.of(data)) {
                s3.deleteObject(request -> request.bucket("one").key("large"));
                s3.deleteObject(request -> request.bucket("two").key("copy"));
                // Two turns of who removes garbage: with less time this could only see less.
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2_200);
                while (System.nanoTime() < end) {
                    assertThat(blobs(data)).isEqualTo(before);
                    LockSupport.parkNanos(10_000_000);
                }
                held.release();
            }
            await(() -> blobs(data).size() == 1);
            assertThat(snapshot()).doesNotExist();
        }
    }

    @Test
    void aCommandThatGoesAwayLetsGoOfEverything() throws Exception {
        try (Drawbridge server = start(data);
                S3Client s3 = store.s3(server)) {
            SnapshotLease held = SnapshotLease.of(data);
            assertThat(held.rows()).isEqualTo(snapshot());
            assertThat(snapshot()).isDirectory();
            s3.deleteObject(request -> request.bucket("one").key("large"));
            s3.deleteObject(request -> request.bucket("two").key("copy"));
            held.close();
            await(() -> blobs(data).size() == 1 && !Files.exists(snapshot()));
            succeeds("backup", "--data", data, backup);
        }
    }

    @Test
    void aSecondBackupAtTheSameTimeIsRefused() throws Exception {
        try (Drawbridge server = start(data)) {
            try (SnapshotLease held = SnapshotLease.of(data)) {
                held.progress();
                refused("another backup of " + data + " is being made", "backup", "--data", data, backup);
                assertThat(backup).doesNotExist();
                assertThat(folder.resolve("backup.unfinished")).doesNotExist();
                held.release();
            }
            succeeds("backup", "--data", data, backup);
            refused("is not empty", "backup", "--data", data, backup);
            refused("cannot lie in it", "backup", "--data", data, data.resolve("blobs/b"));
            assertThat(server.endpoint()).isNotNull();
        }
    }

    @Test
    void aServerThatStopsDuringABackupTakesNothingAlongAndTheBackupFails() throws Exception {
        SnapshotLease held;
        try (Drawbridge server = start(data)) {
            held = SnapshotLease.of(data);
            assertThat(server.endpoint()).isNotNull();
        }
        try (held) {
            assertThatThrownBy(held::release)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("stopped, or let go of the snapshot")
                    .hasMessageContaining("try again");
        }
        assertThat(snapshot()).doesNotExist();
        succeeds("scrub", "--data", data);
    }

    /** The server is one of the test, which ends after all is copied and before it said that it held it until then. */
    @Test
    void aBackupWhoseServerDiedIsNotPublished() throws Exception {
        copyTree(data.resolve("rows"), folder.resolve("rows-copy"));
        try (OfflineStore used = OfflineStore.open(new StorageLocation.Directory(data, null));
                ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            assertThat(used.sweep()).isZero();
            copyTree(folder.resolve("rows-copy"), snapshot());
            listening.bind(UnixDomainSocketAddress.of(data.resolve("control")));
            CompletableFuture<String> lastLine = CompletableFuture.supplyAsync(() -> lend(listening));
            refused("stopped, or let go of the snapshot, while it was copied", "backup", "--data", data, backup);
            assertThat(lastLine.get(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo("done");
        }
        assertThat(backup).doesNotExist();
        assertThat(folder.resolve("backup.unfinished")).doesNotExist();
    }

    /** Lends a snapshot and closes at the end without a word. */
    private static String lend(ServerSocketChannel listening) {
        try (SocketChannel client = listening.accept();
                BufferedReader lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("backup");
            client.write(ByteBuffer.wrap("snapshot rows/snapshot\n".getBytes(StandardCharsets.UTF_8)));
            String line = lines.readLine();
            while ("more".equals(line)) {
                line = lines.readLine();
            }
            return String.valueOf(line);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aDirectoryInUseWithoutAListeningServerIsRejectedWithTheReason() throws Exception {
        try (OfflineStore used = OfflineStore.open(new StorageLocation.Directory(data, null))) {
            assertThat(used.sweep()).isZero();
            CommandOutcome outcome = execute("backup", "--data", data, backup);
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.errors())
                    .contains("is in use by another Drawbridge server", "nobody listens at " + data.resolve("control"))
                    .hasLineCount(1);
        }
        assertThat(folder.resolve("backup.unfinished")).doesNotExist();
    }

    @Test
    void whereThePathOfTheSocketIsTooLongTheServerRunsWithoutIt() throws Exception {
        Path far = Files.createDirectories(folder.resolve("a".repeat(60) + "/" + "b".repeat(60)))
                .resolve("data");
        try (Drawbridge server = start(far)) {
            refused("takes no backup", "backup", "--data", far, backup);
            // A link with a shorter path helps the next start.
            assertThat(server.endpoint()).isNotNull();
        }
        Path near = Files.createSymbolicLink(folder.resolve("near"), far);
        try (Drawbridge server = start(near)) {
            succeeds("backup", "--data", near, backup);
            assertThat(server.endpoint()).isNotNull();
        }
    }

    @Test
    void aSocketThatAKillLeftIsReplacedAndNothingElseWithItsName() throws Exception {
        Path socket = data.resolve("control");
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        Files.createDirectories(snapshot());
        Files.writeString(snapshot().resolve("MANIFEST-000001"), "left");
        Files.createDirectories(data.resolve("rows/snapshot.tmp"));
        // Neither is in the backup of a stopped server.
        succeeds("backup", "--data", data, folder.resolve("stopped"));
        assertThat(Files.readString(folder.resolve("stopped/BACKUP"))).doesNotContain("snapshot", "control");
        try (Drawbridge server = start(data)) {
            assertThat(snapshot()).doesNotExist();
            assertThat(data.resolve("rows/snapshot.tmp")).doesNotExist();
            succeeds("backup", "--data", data, backup);
            assertThat(server.endpoint()).isNotNull();
        }
        Files.writeString(socket, "mine");
        try (Drawbridge server = start(data)) {
            refused("takes no backup", "backup", "--data", data, folder.resolve("other"));
            assertThat(server.endpoint()).isNotNull();
        }
        assertThat(socket).hasContent("mine");
    }

    @Test
    void theTargetsOfLinksAreInTheBackup() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        for (String part : List.of("rows", "blobs")) {
            Files.move(data.resolve(part), disk.resolve(part));
            Files.createSymbolicLink(data.resolve(part), disk.resolve(part));
        }
        try (Drawbridge server = start(data)) {
            var before = store.state(server);
            succeeds("backup", "--data", data, backup);
            refused("cannot lie in it", "backup", "--data", data, disk.resolve("blobs/backup"));
            assertThat(disk.resolve("blobs/backup.unfinished")).doesNotExist();
            succeeds("restore", backup, "--data", folder.resolve("restored"));
            assertThat(store.state(folder.resolve("restored"))).isEqualTo(before);
        }
    }

    @Test
    void aBodyThatIsMissingEndsTheBackup() throws Exception {
        try (Drawbridge server = start(data)) {
            Path blob = blobs(data).get(0);
            Path kept = Files.move(blob, folder.resolve("kept"));
            refused(blob + " is missing, and an object needs it", "backup", "--data", data, backup);
            assertThat(backup).doesNotExist();
            Files.move(kept, blob);
            succeeds("backup", "--data", data, backup);
            assertThat(server.endpoint()).isNotNull();
        }
    }

    @Test
    void anUnknownCommandIsRejectedAndBlocksNoOtherCommand() throws Exception {
        try (Drawbridge server = start(data)) {
            succeeds("backup", "--data", data, folder.resolve("first"));
            for (String request : List.of("stop\n", "x".repeat(5000))) {
                try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(data.resolve("control")))) {
                    client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
                    String answer = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8)).readLine();
                    assertThat(answer)
                            .satisfiesAnyOf(
                                    reply -> assertThat(reply)
                                            .startsWith("refused ")
                                            .contains("knows no such command"),
                                    reply -> assertThat(reply).isNull());
                } catch (IOException e) {
                    // The rest of what is too long is not read.
                    assertThat(request).hasSizeGreaterThan(4096);
                }
            }
            succeeds("backup", "--data", data, backup);
            assertThat(server.endpoint()).isNotNull();
        }
        assertThat(execute("backup", "--help").output()).contains("The server may run");
    }

    private void put(Drawbridge server, String key) {
        try (S3Client s3 = store.s3(server)) {
            s3.putObject(request -> request.bucket("one").key(key), RequestBody.fromBytes(new byte[100_000]));
        }
    }

    @FunctionalInterface
    private interface State {
        boolean reached() throws IOException;
    }

    private static void await(State state) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!state.reached()) {
            assertThat(System.nanoTime()).as("nothing happened in time").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
