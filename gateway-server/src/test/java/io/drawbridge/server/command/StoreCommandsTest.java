// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static io.drawbridge.server.command.CommandOutcome.execute;
import static io.drawbridge.server.command.CommandOutcome.refused;
import static io.drawbridge.server.command.CommandOutcome.succeeds;
import static io.drawbridge.server.command.FilledStore.ACCOUNT;
import static io.drawbridge.server.command.FilledStore.blobs;
import static io.drawbridge.server.command.FilledStore.flip;
import static io.drawbridge.server.command.FilledStore.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.RootCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The commands for operators: what a client sees before is what it sees after, and what is damaged is refused whole. */
final class StoreCommandsTest {
    @TempDir
    Path folder;

    private Path data;
    private FilledStore store;
    private Map<String, String> before = Map.of();

    @BeforeEach
    void fill() throws Exception {
        data = folder.resolve("data");
        store = FilledStore.in(data);
        before = store.state(data);
        assertThat(before).hasSizeGreaterThan(9);
    }

    @Test
    void aRestoredBackupShowsEverythingAsBefore() throws Exception {
        Path backup = folder.resolve("backup");
        succeeds("backup", "--data", data, backup);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup.resolve("keyring"))))
                .isEqualTo("rw-------");
        Path restored = folder.resolve("restored");
        succeeds("restore", backup, "--data", restored);
        assertThat(store.state(restored)).isEqualTo(before);
        refused("is not empty", "restore", backup, "--data", restored);
        refused("is not empty", "backup", "--data", data, backup);
        succeeds("scrub", "--data", restored);
    }

    @Test
    void theTargetsOfLinksAreInTheBackup() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        for (String part : List.of("rows", "blobs")) {
            Files.move(data.resolve(part), disk.resolve(part));
            Files.createSymbolicLink(data.resolve(part), disk.resolve(part));
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), data);
        Path backup = folder.resolve("backup");
        succeeds("backup", "--data", link, backup);
        Path restored = folder.resolve("restored");
        succeeds("restore", backup, "--data", restored);
        assertThat(restored.resolve("blobs")).isDirectory();
        assertThat(store.state(restored)).isEqualTo(before);
        succeeds("scrub", "--data", restored);
        refused("cannot lie in it", "backup", "--data", link, disk.resolve("blobs/backup"));
        assertThat(disk.resolve("blobs/backup.unfinished")).doesNotExist();
        Files.move(disk.resolve("blobs"), disk.resolve("elsewhere"));
        refused("is a link to what is not there", "backup", "--data", data, folder.resolve("other"));
        assertThat(folder.resolve("other.unfinished")).doesNotExist();
    }

    @Test
    void aBackupWithoutRowsIsNeitherTakenNorRestored() throws Exception {
        Path backup = folder.resolve("backup");
        succeeds("backup", "--data", data, backup);
        Path list = backup.resolve("BACKUP");
        Files.writeString(
                list,
                Files.readString(list).replaceAll("(?m)^.*rows/CURRENT\\R", ""),
                StandardOpenOption.TRUNCATE_EXISTING);
        refused("rows/CURRENT is missing", "restore", backup, "--data", folder.resolve("restored"));
        Files.delete(data.resolve("rows/CURRENT"));
        refused("rows/CURRENT is missing", "backup", "--data", data, folder.resolve("other"));
    }

    @Test
    void aDamagedOrPartialBackupIsRefusedWhole() throws Exception {
        Path backup = folder.resolve("backup");
        succeeds("backup", "--data", data, backup);
        Path restored = folder.resolve("restored");
        Path blob = blobs(backup).get(0);
        flip(blob, 10);
        refused("is not as it was when the backup was made", "restore", backup, "--data", restored);
        Files.delete(blob);
        refused("is missing; nothing was restored", "restore", backup, "--data", restored);
        Files.delete(backup.resolve("BACKUP"));
        refused("holds no backup", "restore", backup, "--data", restored);
        assertThat(restored).doesNotExist();
        assertThat(folder.resolve("restored.unfinished")).doesNotExist();
    }

    @Test
    void aFileOrALinkThatIsNamedAsTheTargetIsLeftAlone() throws Exception {
        Path backup = folder.resolve("backup");
        Path export = folder.resolve("export");
        succeeds("backup", "--data", data, backup);
        succeeds("export", "--data", data, export);
        Path ring = data.resolve("keyring");
        Path file = Files.writeString(folder.resolve("thesis"), "chapter one");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("empty")));
        for (Path target : List.of(file, link)) {
            refused("is a file or a link and is left alone", "backup", "--data", data, target);
            refused("is a file or a link and is left alone", "restore", backup, "--data", target);
            refused("is a file or a link and is left alone", "import", export, "--data", target, "--key-ring", ring);
        }
        assertThat(file).hasContent("chapter one");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void aDirectoryInUseOrWithoutAStoreIsRefused() throws Exception {
        try (Drawbridge server = start(data)) {
            assertThat(server.endpoint()).isNotNull();
            refused("is in use by another Drawbridge server", "scrub", "--data", data);
            refused("is in use by another Drawbridge server", "export", "--data", data, folder.resolve("e"));
        }
        Path none = folder.resolve("none");
        refused("holds no Drawbridge store", "scrub", "--data", none);
        refused("holds no Drawbridge store", "backup", "--data", none, folder.resolve("b"));
        refused("holds no Drawbridge store", "export", "--data", none, folder.resolve("e"));
        refused("cannot lie in it", "backup", "--data", data, data.resolve("b"));
        assertThat(none).doesNotExist();
    }

    @Test
    void aScrubReportsErrorsRepairsWhatItCanAndSetsTheExitCode() throws Exception {
        CommandOutcome clean = execute("scrub", "--data", data);
        assertThat(clean.exitCode()).isZero();
        assertThat(clean.output()).contains("3 objects, 2 blobs of 1400000 bytes: nothing is wrong");
        Path blob = blobs(data).get(0);
        Files.copy(blob, blob.resolveSibling("0123456789abcdef-00000000000000" + end(blob)));
        CommandOutcome orphan = execute("scrub", "--data", data);
        assertThat(orphan.exitCode()).isEqualTo(1);
        assertThat(orphan.output()).contains("orphan blob: blob 0123456789abcdef-", "1 thing is wrong");
        CommandOutcome repaired = execute("scrub", "--data", data, "--repair");
        assertThat(repaired.exitCode()).isZero();
        assertThat(repaired.output()).contains("repaired: orphan blob", "nothing is wrong, 1 repaired");
        succeeds("scrub", "--data", data);
        flip(blob, 100);
        CommandOutcome damaged = execute("scrub", "--data", data, "--repair");
        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(damaged.output()).contains("damaged blob: blob ", "used by ");
        assertThat(execute("scrub").exitCode()).isEqualTo(2);
    }

    @Test
    void aDamagedLogOfRowsIsOpenedOnlyByWhoTakesTheLoss() throws Exception {
        Path fresh = folder.resolve("fresh");
        Path killed = folder.resolve("killed");
        try (Drawbridge server = start(fresh)) {
            try (S3Client s3 = s3OfRoot(server)) {
                s3.createBucket(request -> request.bucket("one"));
                for (String key : List.of("late-one", "late-two")) {
                    s3.putObject(request -> request.bucket("one").key(key), RequestBody.fromString(key));
                }
            }
            copyTree(fresh, killed);
        }
        Path log = logWith(killed.resolve("rows"), "late-two");
        flip(log, indexOf(log, "late-two"));
        refused("--accept-lost-commits", "scrub", "--data", killed);
        refused("--accept-lost-commits", "server", "--data", killed, "--port", "0");
        refused(
                "is of use only with --data",
                "scrub",
                "--accept-lost-commits",
                "--store",
                "postgresql://u@h/d",
                "--blobs",
                killed,
                "--key-ring",
                killed.resolve("keyring"));
        succeeds("scrub", "--accept-lost-commits", "--data", killed);
        succeeds("scrub", "--data", killed);
        try (Drawbridge server = start(killed);
                S3Client s3 = s3OfRoot(server)) {
            assertThat(s3.listObjectsV2(request -> request.bucket("one")).contents())
                    .extracting(S3Object::key)
                    .containsExactly("late-one");
        }
    }

    private static S3Client s3OfRoot(Drawbridge server) {
        RootCredentials root = server.rootCredentials(ACCOUNT);
        return FilledStore.s3(server, root.accessKeyId(), root.secretAccessKey());
    }

    /** The files of a new server, which does nothing, are those that a kill leaves: RocksDB tidies up only older ones. */
    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                // Reading the lock would give it up; a socket has nothing to copy.
                if (!file.endsWith("lock") && !file.endsWith("control")) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        }
    }

    private static Path logWith(Path rows, String text) throws IOException {
        try (Stream<Path> files = Files.list(rows)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".log") && indexOf(file, text) >= 0) {
                    return file;
                }
            }
        }
        throw new AssertionError("no log holds " + text);
    }

    private static int indexOf(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static String end(Path blob) {
        String name = blob.getFileName().toString();
        return name.substring(name.length() - 2);
    }
}
