// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.control.SnapshotLease;
import io.drawbridge.server.data.Backup;
import io.drawbridge.server.storage.OfflineStore;
import io.drawbridge.server.storage.StorageLocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Kills the server or the command in the middle of a backup; both are processes of their own. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledBackupTest {
    private static final String BUCKET = "one";

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private Path snapshot() {
        return data().resolve("rows/snapshot");
    }

    private static void fill(ServerProcess server) {
        try (S3Client s3 = server.s3()) {
            s3.createBucket(request -> request.bucket(BUCKET));
            s3.putObject(request -> request.bucket(BUCKET).key("large"), RequestBody.fromBytes(new byte[200_000]));
            s3.putObject(request -> request.bucket(BUCKET).key("small"), RequestBody.fromString("four"));
        }
    }

    @Test
    void aCommandThatIsKilledLetsGoOfTheServer() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder)) {
            fill(server);
            Process command = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            BackupHolder.class.getName(),
                            data().toString())
                    .redirectError(folder.resolve("command-log").toFile())
                    .start();
            try (BufferedReader output =
                    new BufferedReader(new InputStreamReader(command.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(output.readLine()).isEqualTo(BackupHolder.HELD + " " + snapshot());
                assertThat(snapshot()).isDirectory();
                try (S3Client s3 = server.s3()) {
                    s3.deleteObject(request -> request.bucket(BUCKET).key("large"));
                }
            } finally {
                command.toHandle().destroyForcibly();
                command.waitFor();
            }
            while (Files.exists(snapshot()) || blobs() > 0) {
                LockSupport.parkNanos(10_000_000);
            }
            Backup.create(data(), folder.resolve("backup"));
        }
    }

    @Test
    void aServerThatIsKilledFailsTheBackupAndStartsAgainWithNothingLeft() throws Exception {
        ServerProcess first = ServerProcess.start(folder);
        SnapshotLease held;
        try {
            fill(first);
            held = SnapshotLease.of(data());
        } finally {
            first.kill();
        }
        try (held) {
            assertThatThrownBy(held::release)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("stopped, or let go of the snapshot");
        }
        assertThat(snapshot()).isDirectory();
        assertThat(data().resolve("control")).exists();
        Path restored = folder.resolve("restored");
        try (ServerProcess second = ServerProcess.start(folder)) {
            assertThat(snapshot()).doesNotExist();
            try (S3Client s3 = second.s3()) {
                assertThat(s3.getObjectAsBytes(request -> request.bucket(BUCKET).key("large"))
                                .asByteArray())
                        .hasSize(200_000);
            }
            Backup made = Backup.create(data(), folder.resolve("backup"));
            assertThat(made.keyRing()).isTrue();
            Backup.restore(folder.resolve("backup"), restored);
        }
        try (OfflineStore store = OfflineStore.open(new StorageLocation.Directory(restored, null))) {
            assertThat(store.scrub(false).findings()).isEmpty();
            assertThat(store.scrub(false).objects()).isEqualTo(2);
        }
    }

    private long blobs() throws IOException {
        try (Stream<Path> files = Files.walk(data().resolve("blobs"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
