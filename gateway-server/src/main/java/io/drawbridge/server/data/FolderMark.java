// SPDX-License-Identifier: Apache-2.0
// Copyright the Drawbridge authors
package io.drawbridge.server.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** The mark in a directory. */
public record FolderMark(Path folder) implements PlaceMark {
    @Override
    public Kind kind() {
        return Kind.FOLDER;
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public Optional<String> read() throws IOException {
        Path mark = folder.resolve(NAME);
        return Files.exists(mark) ? Optional.of(Files.readString(mark, StandardCharsets.UTF_8)) : Optional.empty();
    }

    @Override
    public void write(String text) throws IOException {
        Path mark = folder.resolve(NAME);
        // Several servers may do so at once: each under its own name.
        Path own = folder.resolve(NAME + "-" + UUID.randomUUID());
        PrivateFiles.write(own, text);
        try {
            link(mark, own);
        } finally {
            Files.deleteIfExists(own);
            PrivateFiles.sync(folder);
        }
    }

    /** A link never replaces another server's mark; where the file system has none, a later mark replaces a former. */
    private static void link(Path mark, Path own) throws IOException {
        try {
            Files.createLink(mark, own);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was first: the caller reads what stands there.
            return;
        } catch (UnsupportedOperationException | IOException e) {
            Files.move(own, mark, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
