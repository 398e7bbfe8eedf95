// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.command;

import static io.drawbridge.server.command.CommandOutcome.refused;
import static io.drawbridge.server.command.CommandOutcome.succeeds;
import static io.drawbridge.server.command.FilledStore.ACCOUNT;
import static io.drawbridge.server.command.FilledStore.blobs;
import static io.drawbridge.server.command.FilledStore.flip;
import static io.drawbridge.server.command.FilledStore.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.engine.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Exports and imports: what a client sees before is what it sees after, and what is damaged is refused whole. */
final class ExportCommandsTest {
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
    void anImportedExportShowsEverythingAsBefore() throws Exception {
        Path file = folder.resolve("export");
        succeeds("export", "--data", data, file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Path imported = folder.resolve("imported");
        succeeds("import", file, "--data", imported, "--key-ring", data.resolve("keyring"));
        assertThat(store.state(imported)).isEqualTo(before);
        succeeds("scrub", "--data", imported);
        refused("is not empty", "import", file, "--data", imported, "--key-ring", data.resolve("keyring"));
        refused("exists; give the export another name", "export", "--data", data, file);
    }

    @Test
    void anExportThatIsCutOrDamagedAnywhereIsRefusedWhole() throws Exception {
        Path file = folder.resolve("export");
        succeeds("export", "--data", data, file);
        byte[] whole = Files.readAllBytes(file);
        Path bad = folder.resolve("bad");
        Path target = folder.resolve("imported");
        Path ring = data.resolve("keyring");
        for (int cut : new int[] {0, 5, 18, 40, whole.length / 2, whole.length - 70, whole.length - 1}) {
            Files.write(bad, Arrays.copyOf(whole, cut));
            refused(
                    cut < 18 ? "is no export" : "is damaged at byte",
                    "import",
                    bad,
                    "--data",
                    target,
                    "--key-ring",
                    ring);
        }
        for (int at : new int[] {20, 30, 200, whole.length / 2, whole.length - 60, whole.length - 10}) {
            Files.write(bad, whole);
            flip(bad, at);
            refused("is damaged at byte", "import", bad, "--data", target, "--key-ring", ring);
        }
        Files.write(bad, Arrays.copyOf(whole, whole.length + 1));
        refused("something follows the end", "import", bad, "--data", target, "--key-ring", ring);
        assertThat(target).doesNotExist();
    }

    @Test
    void whatIsDamagedOrMissingIsNotExportedAsSound() throws Exception {
        Path file = folder.resolve("export");
        for (Path blob : blobs(data)) {
            flip(blob, 100);
            refused("damaged blob " + blob.getFileName() + "; nothing was exported", "export", "--data", data, file);
            flip(blob, 100);
            Path away = Files.move(blob, folder.resolve("away"));
            refused("missing blob " + blob.getFileName() + "; nothing was exported", "export", "--data", data, file);
            Files.move(away, blob);
        }
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("export.unfinished")).doesNotExist();
        succeeds("export", "--data", data, file);
    }

    @Test
    void anExportIsImportedOnlyWithItsOwnKeyRing() throws Exception {
        Path file = folder.resolve("export");
        succeeds("export", "--data", data, file);
        start(folder.resolve("other")).close();
        Path target = folder.resolve("imported");
        refused(
                "the key ring is not the one",
                "import",
                file,
                "--data",
                target,
                "--key-ring",
                folder.resolve("other/keyring"));
        assertThat(target).doesNotExist();
        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(store.userSecret)
                .contains(store.userKey);
    }

    @Test
    void aStoreMovesToADatabaseAndBackAsItIs() throws Exception {
        Path ring = data.resolve("keyring");
        Path blobs = folder.resolve("blobs");
        succeeds("export", "--data", data, folder.resolve("there"));
        try (PostgresServer postgres = PostgresServer.start()) {
            String url = postgres.newDatabase();
            Object[] shared = {"--store", url, "--blobs", blobs, "--key-ring", ring};
            refused(
                    "give --data DIR, or --store",
                    "import",
                    folder.resolve("there"),
                    "--store",
                    url,
                    "--key-ring",
                    ring);
            succeeds(with(shared, "import", folder.resolve("there")));
            refused("the store is not empty", with(shared, "import", folder.resolve("there")));
            try (Drawbridge server = Drawbridge.builder()
                    .postgres(url)
                    .blobs(blobs.toString())
                    .keyRing(ring)
                    .account(ACCOUNT)
                    .start()) {
                assertThat(store.state(server)).isEqualTo(before);
                store.s3(server)
                        .putObject(
                                request -> request.bucket("one").key("new"), RequestBody.fromBytes(new byte[100_000]));
                refused("a server of this store runs", with(shared, "export", folder.resolve("early")));
                store.s3(server).deleteObject(request -> request.bucket("one").key("new"));
            }
            postgres.execute(
                    url.substring(url.lastIndexOf('/') + 1),
                    "DELETE FROM drawbridge_row WHERE get_byte(key, 0) = 74"); // as if the writer were long gone
            succeeds(with(shared, "scrub"));
            succeeds(with(shared, "export", folder.resolve("back")));
        }
        Path again = folder.resolve("again");
        succeeds("import", folder.resolve("back"), "--data", again, "--key-ring", ring);
        assertThat(store.state(again)).isEqualTo(before);
    }

    private static Object[] with(Object[] options, Object... words) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(options)).toArray();
    }
}
