// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drawbridge.server.Drawbridge;
import io.drawbridge.server.embed.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other users of the machine could read is closed to them; what they could have changed is refused. */
final class DirectoryAccessTest {
    private static final String ACCOUNT = "111111111111";

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void fill() throws Exception {
        data = folder.resolve("data");
        start().close();
    }

    private Drawbridge start() throws Exception {
        return Drawbridge.builder().data(data).account(ACCOUNT).start();
    }

    private void refused(String reason) {
        assertThatThrownBy(() -> start().close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    /** RocksDB creates its files as the umask says; the folder keeps others from them until the next start. */
    @Test
    void everythingBelongsToItsOwnerAloneAfterTheFirstStart() throws Exception {
        assertThat(permissions(data.resolve("rows"))).isEqualTo("rwx------");
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : (Iterable<Path>)
                    all.filter(path ->
                            !path.startsWith(data.resolve("native")) && !path.startsWith(data.resolve("rows")))
                            ::iterator) {
                assertThat(permissions(path)).as("%s", path).endsWith("------");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "., rwxrwxrwx, chmod 700",
        "., rwxrwx---, chmod 700",
        "., rwx----w-, chmod 700",
        "rows, rwxrwxr-x, chmod 700",
        "blobs, rwxr-xrwx, chmod 700",
        "blobs/0a, rwxrwx---, chmod 700",
        "STORE, rw-rw----, chmod 600",
        "root-credentials, rw-rw-rw-, chmod 600",
        "keyring, rw-r-----, chmod 600",
        "rows/CURRENT, rw-rw-r--, chmod 600",
        "rows/CURRENT, rw-r---w-, chmod 600"
    })
    void whatOthersCouldHaveChangedIsRefused(String name, String mode, String advice) throws Exception {
        Path path = data.resolve(name);
        String before = permissions(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        refused(advice);
        assertThat(permissions(path)).isEqualTo(mode);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(before));
        start().close();
    }

    @ParameterizedTest
    @CsvSource({
        "., rwxr-xr-x, rwx------",
        "rows, rwxr-x--x, rwx------",
        "blobs, rwxr-xr-x, rwx------",
        "blobs/0a, rwxr-xr-x, rwx------",
        "STORE, rw-r--r--, rw-------",
        "root-credentials, rw-r--r--, rw-------",
        "rows/IDENTITY, rw-r--r--, rw-------"
    })
    void whatOthersCouldReadIsClosedToThem(String name, String mode, String after) throws Exception {
        Path path = data.resolve(name);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        try (Drawbridge server = start()) {
            assertThat(server.rootCredentials()).isNotEmpty();
            assertThat(permissions(path)).isEqualTo(after);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STORE", "lock", "keyring", "root-credentials", "rows/CURRENT", "blobs/0a"})
    void aLinkInPlaceOfAFileIsRefused(String name) throws Exception {
        Path path = data.resolve(name);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere")).resolve("target");
        Files.move(path, elsewhere, StandardCopyOption.ATOMIC_MOVE);
        Files.createSymbolicLink(path, elsewhere);
        String before = Files.isRegularFile(elsewhere) ? Files.readString(elsewhere) : "";
        assertThatThrownBy(() -> start().close()).isInstanceOf(StartException.class);
        assertThat(Files.isRegularFile(elsewhere) ? Files.readString(elsewhere) : "")
                .isEqualTo(before);
        Files.delete(path);
        Files.move(elsewhere, path, StandardCopyOption.ATOMIC_MOVE);
        start().close();
    }

    @Test
    void theDirectoryAndItsFoldersMayLieBehindLinks() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        for (String name : List.of("rows", "blobs")) {
            Files.move(data.resolve(name), disk.resolve(name));
            Files.createSymbolicLink(data.resolve(name), disk.resolve(name));
        }
        Files.createSymbolicLink(folder.resolve("link"), folder);
        data = folder.resolve("link/data");
        start().close();
        Files.setPosixFilePermissions(disk.resolve("rows"), PosixFilePermissions.fromString("rwxrwxrwx"));
        refused("chmod 700");
    }

    @Test
    void anEmptyDirectoryIsClosedToOthersBeforeAnythingIsInIt() throws Exception {
        data = Files.createDirectory(folder.resolve("empty"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Drawbridge server = start()) {
            assertThat(server.rootCredentials()).isNotEmpty();
            assertThat(permissions(data)).isEqualTo("rwx------");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "rows", "STORE", "rows/CURRENT"})
    void whatAnotherUserOwnsIsRefused(String name) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        Path path = data.resolve(name);
        Object own = Files.getAttribute(path, "unix:uid");
        Files.setAttribute(path, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
        refused("belongs to the user");
        Files.setAttribute(path, "unix:uid", own, LinkOption.NOFOLLOW_LINKS);
        start().close();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
