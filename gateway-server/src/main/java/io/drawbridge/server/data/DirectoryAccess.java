// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;

/**
 * Verifies that only the user of this process can use a data directory. What others could read is closed to them. What
 * others could have changed is refused, because nobody knows whether they did.
 *
 * <p>The path of the directory may contain links, and {@code rows}, {@code blobs} and {@code native} may be links to
 * folders on other disks; files must not be links.
 */
final class DirectoryAccess {
    private static final List<String> FOLDERS = List.of("rows", "blobs", "native");

    private final UserPrincipal self;

    private DirectoryAccess(UserPrincipal self) {
        this.self = self;
    }

    /**
     * Verifies that no other user could change the entries of the directory.
     *
     * @throws IOException when others may write to it; the message is for the operator
     */
    static void requireFolder(Path directory) throws IOException {
        refuseWriters(directory.toRealPath(), "700");
    }

    /**
     * Verifies the directory and what is in it.
     *
     * @param directory locked by the caller
     * @param files the names of the files in it
     * @throws IOException when another user owns it, or others could write to it; the message is for the operator
     */
    static void require(Path directory, List<String> files) throws IOException {
        if (!PrivateFiles.knowsOwners(directory)) {
            return;
        }
        DirectoryAccess access = new DirectoryAccess(user(directory));
        access.folder(directory);
        for (String name : files) {
            Path file = directory.resolve(name);
            if (Files.exists(file, NOFOLLOW_LINKS)) {
                access.file(file);
            }
        }
        for (String name : FOLDERS) {
            Path folder = directory.resolve(name);
            if (Files.exists(folder)) {
                access.folder(folder);
            }
        }
        access.filesIn(directory.resolve("rows"));
    }

    /** The owner of a new file, which on a network file system may be another one than the user of the process. */
    private static UserPrincipal user(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "owner", ".new");
        try {
            return Files.getOwner(probe, NOFOLLOW_LINKS);
        } finally {
            Files.delete(probe);
        }
    }

    private void folder(Path folder) throws IOException {
        Path real = folder.toRealPath();
        refuseForeign(folder, Files.getOwner(real, NOFOLLOW_LINKS));
        refuseWriters(real, "700");
        PrivateFiles.closeToOthers(real);
    }

    private void file(Path file) throws IOException {
        if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new IOException(
                    file + " is a link, or no file at all; put the file itself there, or restore a backup");
        }
        refuseForeign(file, Files.getOwner(file, NOFOLLOW_LINKS));
        refuseWriters(file, "600");
        PrivateFiles.closeToOthers(file);
    }

    /** The database creates files with the permissions that the umask of the process leaves. */
    private void filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (Files.isDirectory(entry, NOFOLLOW_LINKS)) {
                    folder(entry);
                    filesIn(entry);
                } else {
                    file(entry);
                }
            }
        }
    }

    private void refuseForeign(Path path, UserPrincipal owner) throws IOException {
        if (!owner.equals(self)) {
            throw new IOException(
                    path + " belongs to the user " + owner.getName() + ", and this process runs as " + self.getName()
                            + "; run it as that user, or look what is in it and change the owner with chown -R");
        }
    }

    private static void refuseWriters(Path path, String mode) throws IOException {
        if (PrivateFiles.writableByOthers(path)) {
            throw new IOException("other users may write to " + path
                    + " and may have changed it; look what is in it, then take that away with: chmod " + mode + " "
                    + path);
        }
    }
}
