// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DataDirectoryTest {
    @TempDir
    private Path folder;

    private DataDirectory open(Path directory) throws IOException {
        return DataDirectory.open(directory, null, Clock.systemUTC(), new SecureRandom());
    }

    @Test
    void aNewDirectoryBelongsToItsOwnerAloneAndIsFoundAgain() throws IOException {
        Path directory = folder.resolve("a/b");
        int ring;
        try (DataDirectory first = open(directory)) {
            ring = first.keys().currentId();
            assertThat(permissions(directory)).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("keyring"))).isEqualTo("rw-------");
            assertThat(permissions(directory.resolve("STORE"))).isEqualTo("rw-------");
        }
        try (DataDirectory second = open(directory)) {
            assertThat(second.keys().currentId()).isEqualTo(ring);
        }
    }

    @Test
    void whatAnInterruptedFirstStartLeftIsNoHindrance() throws IOException {
        Files.writeString(folder.resolve("STORE.new"), "drawbri");
        Files.writeString(folder.resolve("lock"), "");
        open(folder).close();
        assertThat(folder.resolve("STORE")).exists();
    }

    @Test
    void twoServersNeverShareADirectory() throws IOException {
        try (DataDirectory first = open(folder)) {
            assertThat(first.path()).isEqualTo(folder);
            refused(
                    () -> open(folder),
                    "is in use by another Drawbridge server (process "
                            + ProcessHandle.current().pid()
                            + "); stop that one, or give this one another --data directory");
        }
        open(folder).close();
    }

    @Test
    void aRefusedSecondServerDoesNotOpenTheDirectoryToOtherProcesses() throws Exception {
        try (DataDirectory first = open(folder)) {
            Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
            refused(() -> open(folder), "is in use");
            refused(() -> open(link), "is in use");
            assertThat(first.path()).isEqualTo(folder);
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Opener.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isEqualTo(Opener.REFUSED);
        }
        open(folder).close();
    }

    /** Another process that opens a directory. */
    static final class Opener {
        static final int OPENED = 10;
        static final int REFUSED = 11;

        private Opener() {}

        public static void main(String[] arguments) {
            try (DataDirectory opened =
                    DataDirectory.open(Path.of(arguments[0]), null, Clock.systemUTC(), new SecureRandom())) {
                System.exit(opened.path().isAbsolute() ? OPENED : 1);
            } catch (IOException e) {
                System.exit(REFUSED);
            }
        }
    }

    @Test
    void aForeignDirectoryIsNotChanged() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "chapter one");
        refused(() -> open(folder), "holds other things (thesis.txt)");
        Path file = Files.writeString(folder.resolve("file"), "");
        refused(() -> open(file), "is not a directory");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drawbridge-store|something else|was not written by Drawbridge",
                "format=1|format=2|has format 2 and this release reads up to 1; start it with the newer release",
                "format=1|format=one|is damaged",
                "requires=|requires=zstd,|needs zstd, which this release does not know",
                "engine=rocksdb|engine=other|keeps its rows in 'other'",
                "store-id=|store-id=x|is damaged",
            })
    void aStoreThatThisReleaseCannotReadIsRefusedUnchanged(String before, String after, String reason)
            throws IOException {
        open(folder).close();
        Path header = folder.resolve("STORE");
        String text = Files.readString(header).replace(before, after);
        Files.writeString(header, text);
        refused(() -> open(folder), reason);
        assertThat(Files.readString(header)).isEqualTo(text);
    }

    @Test
    void aLineOfANewerReleaseThatNeedNotBeKnownIsIgnored() throws IOException {
        open(folder).close();
        Path header = folder.resolve("STORE");
        Files.writeString(header, Files.readString(header) + "colour=blue\n");
        open(folder).close();
    }

    @Test
    void aMissingWrongOrReadableKeyRingStopsTheStart() throws IOException {
        open(folder).close();
        Path ring = folder.resolve("keyring");
        String text = Files.readString(ring);
        Files.delete(ring);
        refused(() -> open(folder), "is missing");
        Files.writeString(ring, text);
        Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-r-----"));
        refused(() -> open(folder), "chmod 600");
        Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(ring, text.replaceFirst("(?m)^[0-9a-f]{64}", "ab".repeat(32)));
        refused(() -> open(folder), "is not the one that sealed");
        Files.writeString(ring, "drawbridge-key-ring\nsecret\n");
        refused(() -> open(folder), "key 1 should be 64 hexadecimal digits");
    }

    @Test
    void theRingMayLieElsewhereAndItsMasterMayBeChanged() throws IOException {
        Path ring = folder.resolve("ring");
        Path data = folder.resolve("data");
        DataDirectory.open(data, ring, Clock.systemUTC(), new SecureRandom()).close();
        assertThat(data.resolve("keyring")).doesNotExist();
        refused(() -> open(data), "is missing");
        String old = Files.readString(ring);
        Files.writeString(ring, old.replaceFirst("\n", "\n" + "cd".repeat(32) + "\n"));
        DataDirectory.open(data, ring, Clock.systemUTC(), new SecureRandom()).close();
        Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-r-----"));
        DataDirectory.open(data, ring, Clock.systemUTC(), new SecureRandom()).close();
        for (String permissions : new String[] {"rw----r--", "rw--w----"}) {
            Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString(permissions));
            refused(() -> DataDirectory.open(data, ring, Clock.systemUTC(), new SecureRandom()), "chmod 600");
            refused(() -> SharedStore.readRing(ring), "chmod 600");
        }
        Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(ring, old);
        refused(
                () -> DataDirectory.open(data, ring, Clock.systemUTC(), new SecureRandom()),
                "is not the one that sealed");
    }

    private static void refused(ThrowableAssert.ThrowingCallable start, String reason) {
        assertThatThrownBy(start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
